using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Progress;

/// <summary>The step that a run is at, how far it is and how long it may still take.</summary>
internal sealed class RunningStep(TimeProvider clock, Func<EngineProgress> progress)
{
    private const double LeastFraction = 0.02;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private RunEvent? _event;
    private EngineProgress _before;
    private long _started;

    /// <summary>Takes what the run tells and gives the time spent on the step.</summary>
    public TimeSpan Take(RunEvent next)
    {
        lock (_lock)
        {
            if (_event is null || next.Kind == RunEventKind.Started)
            {
                _started = clock.GetTimestamp();
                _before = progress();
            }
            _event = next.Kind switch
            {
                RunEventKind.Started or RunEventKind.Progressed => next,
                RunEventKind.Warned => _event,
                _ => null,
            };
            return next.Elapsed ?? clock.GetElapsedTime(_started);
        }
    }

    /// <summary>A line about the step, or null between steps.</summary>
    public string? Describe()
    {
        lock (_lock)
        {
            return _event is null
                ? null
                : $"{_event.Stage} {_event.Subject}: {_event.Text}{Remaining(_event)}, {Amount.Of(clock.GetElapsedTime(_started))}";
        }
    }

    private string Remaining(RunEvent step)
    {
        var now = progress();
        if (now.Server is { } server)
        {
            return $", {server.DoneTasks:N0} of {Counted.Of(server.Tasks, "task")} of {Counted.Of(server.Stages, "stage")} on Spark";
        }
        var done = step.Stage == "bronze" ? now.LandingBytes - _before.LandingBytes : now.Records - _before.Records;
        if (step.Total is not { } total || total == 0)
        {
            return now.QueryFraction is { } query && query > LeastFraction ? $", {query:P0} of its query" : "";
        }
        var fraction = Math.Min(1.0, (double)done / total);
        var spent = clock.GetElapsedTime(_started);
        if (fraction >= 1)
        {
            return ", all read, writing";
        }
        var count = step.Stage == "bronze" ? Amount.OfBytes(done) : Amount.Of(done);
        return fraction > LeastFraction && spent > LeastTime
            ? $", {count} read ({fraction:P0}), about {Amount.Of(spent * ((1 - fraction) / fraction))} left"
            : $", {count} read";
    }
}
