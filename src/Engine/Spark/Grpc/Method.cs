using Google.Protobuf;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>A method of a service.</summary>
/// <param name="FullName">Service and method: <c>/package.Service/Method</c>.</param>
/// <param name="Response">Reads its responses.</param>
internal sealed record Method<TRequest, TResponse>(string FullName, MessageParser<TResponse> Response)
    where TRequest : IMessage<TRequest>
    where TResponse : IMessage<TResponse>;
