using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Spectre.Console;

namespace Lakehouse.Jobs.Progress;

/// <summary>A line for each finished step, and below them one that moves: for people at a terminal.</summary>
internal sealed class LiveRunView(IAnsiConsole console, RunningStep step, TimeProvider clock) : IRunView
{
    private const int SpinnerWidth = 4;
    private static readonly TimeSpan Refresh = TimeSpan.FromMilliseconds(200);

    /// <inheritdoc/>
    public void Report(RunEvent value)
    {
        var spent = step.Take(value);
        var text = $"{value.Stage,-6}  {Markup.Escape($"{value.Subject}: {value.Text}")}";
        switch (value.Kind)
        {
            case RunEventKind.Finished:
                console.MarkupLine($"[green]+[/] {text} [grey]({Amount.Of(spent)})[/]");
                break;
            case RunEventKind.Skipped:
                console.MarkupLine($"[grey]- {text}[/]");
                break;
            case RunEventKind.Warned:
                console.MarkupLine($"[yellow]![/] {text}");
                break;
            case RunEventKind.Failed:
                console.MarkupLine($"[red]x[/] {text}");
                break;
        }
    }

    /// <inheritdoc/>
    public Task<T> WatchAsync<T>(Func<Task<T>> work) =>
        console.Status().StartAsync("starting", async status =>
        {
            var running = work();
            while (await Task.WhenAny(running, Task.Delay(Refresh, clock)) != running)
            {
                var line = step.Describe() ?? "working";
                var width = Math.Max(1, console.Profile.Width - SpinnerWidth);
                status.Status = Markup.Escape(line.Length > width ? line[..width] : line);
            }
            return await running;
        });
}
