using Lakehouse.Jobs.Output;
using Lakehouse.Jobs.Progress;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;
using Xunit;

namespace Lakehouse.Jobs.Tests.Progress;

public sealed class PlainRunViewTests
{
    [Fact]
    public async Task A_log_hears_from_time_to_time_that_the_run_goes_on()
    {
        var beats = new TaskCompletionSource();
        using var error = new Listener("still at it: silver orders: 10 records", beats);
        var step = new RunningStep(TimeProvider.System, () => new EngineProgress(0, 0, null));
        var view = new PlainRunView(
            new Terminal(new Streams(TextWriter.Null, error), isQuiet: false), step, TimeProvider.System,
            TimeSpan.FromMilliseconds(10));
        view.Report(new RunEvent("silver", "orders", RunEventKind.Started, "10 records"));

        var result = await view.WatchAsync(async () =>
        {
            await beats.Task;
            return 7;
        });

        Assert.Equal(7, result);
        Assert.StartsWith("silver  orders: 10 records", error.ToString(), StringComparison.Ordinal);
    }

    // Tells when a line that begins like this has been written.
    private sealed class Listener(string beginning, TaskCompletionSource heard) : StringWriter
    {
        public override void WriteLine(string? value)
        {
            base.WriteLine(value);
            if (value?.StartsWith(beginning, StringComparison.Ordinal) == true)
            {
                heard.TrySetResult();
            }
        }
    }
}
