using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>
/// gRPC over HTTP/2 to one address: without TLS for <c>http</c>, with it for <c>https</c>. The names are those of
/// Grpc.Net.Client, which does the same and more.
/// </summary>
internal sealed class GrpcChannel : IDisposable
{
    private static readonly MediaTypeHeaderValue ContentType = new("application/grpc");

    private readonly GrpcChannelOptions _options;
    private readonly HttpMessageInvoker _invoker;
    private readonly Uri _address;

    private GrpcChannel(Uri address, GrpcChannelOptions options)
    {
        _address = address;
        _options = options;
        _invoker = new HttpMessageInvoker(options.HttpHandler ?? Handler(options), disposeHandler: options.HttpHandler is null);
    }

    public static GrpcChannel ForAddress(Uri address, GrpcChannelOptions options) => new(address, options);

    /// <summary>A call with one response.</summary>
    /// <exception cref="RpcException">It did not end well.</exception>
    public async Task<TResponse> UnaryCallAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var call = ServerStreamingCall(method, request, options);
        await using var _ = call.ConfigureAwait(false);
        if (!await call.MoveNextAsync().ConfigureAwait(false))
        {
            throw new RpcException(StatusCode.Internal, "the answer holds no message");
        }

        var response = call.Current;
        return await call.MoveNextAsync().ConfigureAwait(false)
            ? throw new RpcException(StatusCode.Internal, "the answer holds more than one message")
            : response;
    }

    /// <summary>A call with any number of responses. It is sent when the first one is asked for.</summary>
    public AsyncServerStreamingCall<TResponse> ServerStreamingCall<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CallOptions options)
        where TRequest : IMessage<TRequest>
        where TResponse : IMessage<TResponse>
    {
        var message = new HttpRequestMessage(HttpMethod.Post, new Uri(_address, method.FullName))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(MessageFrames.Write(request)),
        };
        message.Content.Headers.ContentType = ContentType;
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        if (options.Timeout is { } timeout)
        {
            message.Headers.Add("grpc-timeout", Milliseconds(timeout));
        }

        foreach (var (key, value) in options.Headers)
        {
            message.Headers.TryAddWithoutValidation(key, value);
        }

        return new(
            cancellation => _invoker.SendAsync(message, cancellation), method.Response, _options, options);
    }

    public void Dispose() => _invoker.Dispose();

    private static SocketsHttpHandler Handler(GrpcChannelOptions options) => new()
    {
        EnableMultipleHttp2Connections = true,
        ConnectTimeout = options.ConnectTimeout,
        KeepAlivePingDelay = options.KeepAlive,
        KeepAlivePingTimeout = TimeSpan.FromSeconds(30),
        KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
        PooledConnectionIdleTimeout = Timeout.InfiniteTimeSpan,
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
    };

    /// <summary>At most eight digits may stand before the unit.</summary>
    private static string Milliseconds(TimeSpan timeout) =>
        $"{Math.Clamp((long)Math.Ceiling(timeout.TotalMilliseconds), 1, 99_999_999).ToString(CultureInfo.InvariantCulture)}m";
}
