using System.Globalization;
using System.Net;
using System.Security.Authentication;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>Reads how a call ended from its HTTP response.</summary>
internal static class ResponseStatus
{
    /// <summary>Proxies and servers that do not speak gRPC answer in their own way.</summary>
    public static void ThrowUnlessGrpc(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw new RpcException(FromHttp(response.StatusCode), $"HTTP status {(int)response.StatusCode}");
        }

        if (response.Content.Headers.ContentType?.MediaType?.StartsWith("application/grpc", StringComparison.Ordinal) != true)
        {
            throw new RpcException(StatusCode.Unknown, "the answer is not gRPC");
        }
    }

    /// <summary>Looks at the trailers, or at the headers of an answer that is nothing but its end.</summary>
    public static void ThrowUnlessOk(HttpResponseMessage response)
    {
        var trailers = Metadata.From(response.TrailingHeaders);
        if (trailers.GetValue("grpc-status") is null)
        {
            trailers = Metadata.From(response.Headers);
        }

        if (trailers.GetValue("grpc-status") is not { } text)
        {
            throw new RpcException(StatusCode.Unavailable, "the answer ended without a status");
        }

        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (StatusCode)number
            : StatusCode.Unknown;
        if (code != StatusCode.OK)
        {
            var detail = Uri.UnescapeDataString(trailers.GetValue("grpc-message") ?? "");
            throw new RpcException(new Status(code, detail), trailers);
        }
    }

    /// <summary>What a failure of the connection amounts to: it may pass, unless the certificate is refused.</summary>
    public static RpcException Lost(Exception cause)
    {
        for (var inner = cause; inner is not null; inner = inner.InnerException)
        {
            if (inner is AuthenticationException)
            {
                return new(StatusCode.Unauthenticated, "TLS failed: the server's certificate is refused, or it speaks no TLS", cause);
            }
        }

        return cause is HttpRequestException { HttpRequestError: HttpRequestError.VersionNegotiationError }
            ? new(StatusCode.Internal, "the server does not speak HTTP/2", cause)
            : new(StatusCode.Unavailable, "the connection was lost or refused", cause);
    }

    /// <summary>gRPC over HTTP2, "HTTP to gRPC Status Code Mapping".</summary>
    private static StatusCode FromHttp(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadRequest => StatusCode.Internal,
        HttpStatusCode.Unauthorized => StatusCode.Unauthenticated,
        HttpStatusCode.Forbidden => StatusCode.PermissionDenied,
        HttpStatusCode.NotFound => StatusCode.Unimplemented,
        HttpStatusCode.TooManyRequests or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout => StatusCode.Unavailable,
        _ => StatusCode.Unknown,
    };
}
