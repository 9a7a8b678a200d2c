namespace Lakehouse.Delta.Tests.Support;

/// <summary>A clock that goes one second further each time it is read; waiting takes real time.</summary>
internal sealed class SteppingClock : TimeProvider
{
    private long _reads;

    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public TimeSpan Step { get; init; } = TimeSpan.FromSeconds(1);

    public override DateTimeOffset GetUtcNow() => Start + Step * Interlocked.Increment(ref _reads);
}
