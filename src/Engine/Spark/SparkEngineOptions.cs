namespace Lakehouse.Engine.Spark;

/// <summary>How a Spark server computes tables.</summary>
/// <param name="Remote">The server, as a connection string.</param>
/// <param name="Clock">Measures waits and deadlines.</param>
/// <param name="NewId">Gives ids that were never given before, random.</param>
public sealed record SparkEngineOptions(string Remote, TimeProvider Clock, Func<Guid> NewId)
{
    /// <summary>Settings of the session besides those that writing needs.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>How calls that failed in passing are tried again.</summary>
    /// <value>Default as Spark's own clients do.</value>
    public SparkRetryPolicy Retry { get; init; } = new();

    /// <summary>Sends the requests; null for the client's own way.</summary>
    internal HttpMessageHandler? HttpHandler { get; init; }
}
