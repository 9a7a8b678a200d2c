namespace Lakehouse.Engine.Spark;

/// <summary>How often and how long calls that failed in passing are tried again; the values are those of Spark's own clients.</summary>
public sealed record SparkRetryPolicy
{
    /// <summary>How often one call is sent again.</summary>
    /// <value>Default 15: about ten minutes.</value>
    public int MaxRetries { get; init; } = 15;

    /// <summary>The wait before the first retry.</summary>
    /// <value>Default 50 ms.</value>
    public TimeSpan InitialBackoff { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>By how much each wait is longer than the last.</summary>
    /// <value>Default 4.</value>
    public int BackoffMultiplier { get; init; } = 4;

    /// <summary>The longest wait.</summary>
    /// <value>Default one minute.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How much is added by chance to waits of two seconds and more, at most.</summary>
    /// <value>Default 500 ms.</value>
    public TimeSpan Jitter { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The longest wait that a server may ask for.</summary>
    /// <value>Default ten minutes.</value>
    public TimeSpan MaxServerDelay { get; init; } = TimeSpan.FromMinutes(10);
}
