namespace Lakehouse.Jobs.Submission;

/// <summary>A Spark Connect server that a command starts for itself.</summary>
/// <param name="Master">Spark's master: <c>local[2]</c>, <c>yarn</c>, <c>k8s://…</c>, <c>spark://…</c>.</param>
internal sealed record ConnectServerOptions(string Master)
{
    /// <summary>Folders of jars for a server without spark-submit; local masters only.</summary>
    public IReadOnlyList<string> Jars { get; init; } = [];

    /// <summary>Spark's home, whose <c>bin/spark-submit</c> is started when there are no jars.</summary>
    public string? SparkHome { get; init; }

    /// <summary>Java's home, whose <c>bin/java</c> is started for jars; null for the one on the path.</summary>
    public string? JavaHome { get; init; }

    /// <summary>The address that the server listens at.</summary>
    /// <value>Default this machine only.</value>
    public string Bind { get; init; } = "127.0.0.1";

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>Settings of Spark, <c>key=value</c>; they win over ours.</summary>
    public IReadOnlyList<string> Settings { get; init; } = [];

    /// <summary>How long the server may take to listen.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Where the server's output goes; null for a file that is deleted after a good end.</summary>
    public string? LogFile { get; init; }
}
