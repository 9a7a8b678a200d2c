namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>A call did not end with <see cref="StatusCode.OK"/>.</summary>
internal sealed class RpcException(Status status, Metadata trailers, Exception? innerException = null)
    : Exception($"{status.StatusCode}: {status.Detail}", innerException)
{
    public RpcException(StatusCode code, string detail, Exception? innerException = null)
        : this(new Status(code, detail), new Metadata(), innerException)
    {
    }

    public Status Status { get; } = status;

    public StatusCode StatusCode => Status.StatusCode;

    /// <summary>What the server sent behind its messages.</summary>
    public Metadata Trailers { get; } = trailers;
}
