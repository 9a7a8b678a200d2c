namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>What belongs to one call.</summary>
/// <param name="Headers">Sent with the call.</param>
/// <param name="Timeout">How long the call may take, for the server too; null for no limit.</param>
/// <param name="CancellationToken">Ends the call.</param>
internal readonly record struct CallOptions(Metadata Headers, TimeSpan? Timeout, CancellationToken CancellationToken);
