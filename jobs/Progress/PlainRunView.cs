using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;

namespace Lakehouse.Jobs.Progress;

/// <summary>A line for each thing that happens, and one from time to time when nothing does: for logs.</summary>
internal sealed class PlainRunView(Terminal terminal, RunningStep step, TimeProvider clock, TimeSpan heartbeat) : IRunView
{
    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        var spent = step.Take(value);
        var line = $"{value.Stage,-6}  {value.Subject}: {value.Text}";
        switch (value.Kind)
        {
            case RunEventKind.Warned:
                terminal.Warn(line);
                break;
            case RunEventKind.Failed:
                terminal.Fail(line);
                break;
            case RunEventKind.Finished:
                terminal.Say($"{line} ({Amount.Of(spent)})");
                break;
            default:
                terminal.Say(line);
                break;
        }
    }

    /// <inheritdoc/>
    public async Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        var running = work();
        using var timer = new PeriodicTimer(heartbeat, clock);
        var beat = timer.WaitForNextTickAsync().AsTask();
        while (await Task.WhenAny(running, beat) == beat)
        {
            if (step.Describe() is { } line)
            {
                terminal.Say($"still at it: {line}");
            }
            beat = timer.WaitForNextTickAsync().AsTask();
        }
        return await running;
    }
}
