namespace Lakehouse.Jobs;

/// <summary>A clock that stands still, so that runs one after the other happen at one time. What it measures goes on.</summary>
internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
{
    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => now;
}
