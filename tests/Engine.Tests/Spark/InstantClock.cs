namespace Lakehouse.Engine.Tests.Spark;

/// <summary>A clock on which every wait is over at once; it notes how long each would have been.</summary>
internal sealed class InstantClock : TimeProvider
{
    private readonly List<TimeSpan> _waits = [];

    /// <summary>The waits below five minutes; longer ones are deadlines, which do not pass.</summary>
    public IReadOnlyList<TimeSpan> Waits => _waits;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime < TimeSpan.Zero || dueTime > TimeSpan.FromMinutes(5))
        {
            return base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, period);
        }

        _waits.Add(dueTime);
        return base.CreateTimer(callback, state, TimeSpan.Zero, period);
    }
}
