namespace Lakehouse.Delta.Commits;

/// <summary>Waits before a commit is tried again: longer each time, and by chance, so that writers spread.</summary>
internal sealed class Backoff(DeltaEnvironment environment)
{
    private const int LongestMilliseconds = 256;

    public Task WaitAsync(int attempt, CancellationToken cancellationToken)
    {
        var longest = attempt < 8 ? 1 << attempt : LongestMilliseconds;
        var chance = BitConverter.ToUInt16(environment.NewId().ToByteArray()) / (double)ushort.MaxValue;
        var wait = TimeSpan.FromMilliseconds(longest * (0.5 + chance / 2));
        return Task.Delay(wait, environment.Clock, cancellationToken);
    }
}
