namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>How a channel is made.</summary>
internal sealed record GrpcChannelOptions
{
    /// <summary>The longest message that is taken, in bytes.</summary>
    public int MaxReceiveMessageSize { get; init; } = 4 << 20;

    /// <summary>Measures deadlines.</summary>
    public required TimeProvider Clock { get; init; }

    /// <summary>How long a connection may take to open.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long a connection with a call on it may be silent before it is asked whether it lives: gRPC servers end connections
    /// that ask more often than every five minutes.
    /// </summary>
    public TimeSpan KeepAlive { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>Sends the requests; null for one of the channel's own.</summary>
    public HttpMessageHandler? HttpHandler { get; init; }
}
