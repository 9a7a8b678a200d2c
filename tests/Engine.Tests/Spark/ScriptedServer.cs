using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;
using Status = Lakehouse.Engine.Spark.Protocol.Status;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Answers calls by a script, for faults that no server makes when asked to. It notes what was sent.</summary>
internal sealed class ScriptedServer : HttpMessageHandler
{
    private readonly Queue<(string Method, Func<HttpResponseMessage>? Answer)> _script = new();

    /// <summary>The calls that were made: method, headers, message.</summary>
    public List<(string Method, HttpRequestHeaders Headers, byte[] Message)> Calls { get; } = [];

    public InstantClock Clock { get; } = new();

    /// <summary>Adds the answer to the next call of the script, null for none ever; calls come in its order.</summary>
    public ScriptedServer On(string method, Func<HttpResponseMessage>? answer)
    {
        _script.Enqueue((method, answer));
        return this;
    }

    /// <summary>A session is opened.</summary>
    public ScriptedServer OnOpen() => On("AnalyzePlan", () => Answer(new AnalyzePlanResponse
    {
        SparkVersion = new() { Version = "4.1.2" },
        ServerSideSessionId = "server-1",
    }));

    public SparkSessionBuilder Builder(string connectionString = "sc://spark.test")
    {
        var builder = SparkSession.Builder(Clock, Guid.NewGuid).Remote(connectionString);
        return builder.With(builder.Options with { HttpHandler = this });
    }

    public T Sent<T>(int call, MessageParser<T> parser)
        where T : IMessage<T> => parser.ParseFrom(Calls[call].Message.AsSpan(5));

    /// <summary>Messages, and the end of a call that went well.</summary>
    public static HttpResponseMessage Answer(params IMessage[] messages) =>
        Ended(Response([.. messages.SelectMany(MessageFrames.Write)]), StatusCode.OK);

    /// <summary>An answer that is nothing but its end, with the details that Spark sends.</summary>
    public static HttpResponseMessage Failure(StatusCode code, string? errorClass = null, IMessage? detail = null)
    {
        var status = new Status { Code = (int)code };
        if (errorClass is not null)
        {
            status.Details.Add(Any.Pack(new ErrorInfo { Metadata = { ["errorClass"] = errorClass, ["sqlState"] = "HY000" } }));
        }

        if (detail is not null)
        {
            status.Details.Add(Any.Pack(detail));
        }

        var response = Ended(Response([]), code);
        response.TrailingHeaders.Add("grpc-message", "row%20values%20may%20stand%20here");
        response.TrailingHeaders.Add("grpc-status-details-bin", Convert.ToBase64String(status.ToByteArray()).TrimEnd('='));
        return response;
    }

    public static HttpResponseMessage Response(byte[] body, string contentType = "application/grpc") => new(HttpStatusCode.OK)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new(contentType) } },
    };

    public static HttpResponseMessage Ended(HttpResponseMessage response, StatusCode code)
    {
        response.TrailingHeaders.Add("grpc-status", $"{(int)code}");
        return response;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var method = request.RequestUri!.Segments[^1];
        Calls.Add((method, request.Headers, await request.Content!.ReadAsByteArrayAsync(cancellationToken)));
        if (_script.Count == 0 && method is "ReleaseExecute" or "ReleaseSession" or "Interrupt")
        {
            return Answer(new ReleaseExecuteResponse());
        }

        var (expected, answer) = _script.Dequeue();
        if (answer is null)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        return expected == method ? answer!() : throw new InvalidOperationException($"{method} was called, not {expected}.");
    }
}
