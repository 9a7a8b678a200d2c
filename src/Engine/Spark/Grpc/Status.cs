namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>The end of a call.</summary>
/// <param name="StatusCode">How it ended.</param>
/// <param name="Detail">The other side's text; may quote values.</param>
internal readonly record struct Status(StatusCode StatusCode, string Detail);
