using Lakehouse.Jobs.Output;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Jobs.Progress;

/// <summary>The step that a run is at, how long it takes and how long it may still take.</summary>
internal sealed class RunningStep(TimeProvider clock)
{
    private const double LeastFraction = 0.05;
    private static readonly TimeSpan LeastTime = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private RunEvent? _event;
    private long _stepStarted;
    private long _queryStarted;
    private double _fraction;

    /// <summary>Takes what the run tells and gives the time spent on the step.</summary>
    public TimeSpan Take(RunEvent next)
    {
        lock (_lock)
        {
            if (_event is null || (_event.Stage, _event.Subject) != (next.Stage, next.Subject))
            {
                _stepStarted = _queryStarted = clock.GetTimestamp();
                _fraction = 0;
            }
            _event = next.Kind is RunEventKind.Started or RunEventKind.Progressed or RunEventKind.Warned ? next : null;
            return clock.GetElapsedTime(_stepStarted);
        }
    }

    /// <summary>A line about the step, or null between steps.</summary>
    public string? Describe(EngineProgress engine)
    {
        lock (_lock)
        {
            if (_event is null)
            {
                return null;
            }
            var fraction = _event.Fraction ?? engine.Fraction ?? 0;
            if (fraction < _fraction)
            {
                // The step's next query began; what is left is guessed from that one.
                _queryStarted = clock.GetTimestamp();
            }
            _fraction = fraction;
            var text = $"{_event.Stage} {_event.Subject}: {_event.Text}, {Amount.Of(clock.GetElapsedTime(_stepStarted))}";
            var spent = clock.GetElapsedTime(_queryStarted);
            return fraction is > LeastFraction and < 1 && spent > LeastTime
                ? $"{text}, {fraction:P0}, about {Amount.Of(spent * ((1 - fraction) / fraction))} left"
                : text;
        }
    }
}
