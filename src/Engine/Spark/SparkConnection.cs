namespace Lakehouse.Engine.Spark;

/// <summary>
/// Where a Spark Connect server is and how it is called: <c>sc://host:port/;name=value;…</c>. Names: <c>token</c> and
/// <c>token_file</c> (turn TLS on), <c>use_ssl</c>, <c>user_id</c>, <c>user_agent</c>, <c>session_id</c>,
/// <c>grpc_max_message_size</c>; any other is sent as a header with each call. Its text holds no secret.
/// </summary>
public sealed class SparkConnection
{
    /// <summary>The port when none is named.</summary>
    public const int DefaultPort = 15002;

    /// <summary>The longest message when none is named, in bytes: as long as Spark sends.</summary>
    public const int DefaultMaxMessageBytes = 128 << 20;

    internal SparkConnection(string host, int port)
    {
        Host = host;
        Port = port;
    }

    /// <summary>Name or address of the server.</summary>
    public string Host { get; }

    /// <summary>Its port.</summary>
    public int Port { get; }

    /// <summary>Whether calls are encrypted.</summary>
    public bool UseSsl { get; internal init; }

    /// <summary>The user in whose name the session is; empty for none.</summary>
    public string UserId { get; internal init; } = "";

    /// <summary>The name of the program, for the server's logs.</summary>
    public string UserAgent { get; internal init; } = "medallion";

    /// <summary>The session to join; null for a new one.</summary>
    public Guid? SessionId { get; internal init; }

    /// <summary>The longest message that is taken, in bytes.</summary>
    public int MaxMessageBytes { get; internal init; } = DefaultMaxMessageBytes;

    internal string? Token { get; init; }

    /// <summary>A file that holds the token, read before each call; null for none.</summary>
    internal string? TokenFile { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    internal Uri Address => new UriBuilder(UseSsl ? "https" : "http", Host, Port).Uri;

    /// <summary>Reads a connection string.</summary>
    /// <exception cref="EngineException">ENG0301: a part of it is wrong; the message names the part, never its value.</exception>
    public static SparkConnection Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ConnectionStringReader.Read(text);
    }

    /// <summary>Host and port.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"sc://[{Host}]:{Port}" : $"sc://{Host}:{Port}";
}
