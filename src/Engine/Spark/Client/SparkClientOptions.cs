namespace Lakehouse.Engine.Spark.Client;

/// <summary>All that a client takes from outside.</summary>
/// <param name="Clock">Measures waits and deadlines.</param>
/// <param name="NewId">Gives ids that were never given before, random.</param>
internal sealed record SparkClientOptions(TimeProvider Clock, Func<Guid> NewId)
{
    /// <summary>Gives the token of each call; null for that of the connection string.</summary>
    public Func<CancellationToken, ValueTask<string>>? Token { get; init; }

    public SparkRetryPolicy Retry { get; init; } = new();

    public IProgress<SparkProgress>? Progress { get; init; }

    /// <summary>How long a call with one answer may take.</summary>
    public TimeSpan CallTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Sends the requests; null for the client's own way.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }
}
