using System.Net;
using Google.Protobuf.WellKnownTypes;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Servers and proxies that answer wrongly, and how often a call is tried again.</summary>
public sealed class SparkFaultTests : IDisposable
{
    private const string NotFound = "INVALID_HANDLE.OPERATION_NOT_FOUND";
    private readonly ScriptedServer _server = new();

    public static TheoryData<string, string> WrongAnswers => new()
    {
        { "html", ErrorCodes.SparkProtocolBroken },
        { "401", ErrorCodes.SparkDenied },
        { "403", ErrorCodes.SparkDenied },
        { "404", ErrorCodes.SparkProtocolBroken },
        { "compressed", ErrorCodes.SparkProtocolBroken },
        { "too long", ErrorCodes.SparkProtocolBroken },
        { "half a head", ErrorCodes.SparkProtocolBroken },
        { "half a message", ErrorCodes.SparkProtocolBroken },
        { "no protobuf", ErrorCodes.SparkProtocolBroken },
        { "empty", ErrorCodes.SparkProtocolBroken },
        { "two messages", ErrorCodes.SparkProtocolBroken },
        { "unimplemented", ErrorCodes.SparkProtocolBroken },
        { "bare internal", ErrorCodes.SparkFailed },
        { "odd status", ErrorCodes.SparkFailed },
    };

    public void Dispose() => _server.Dispose();

    [Theory]
    [MemberData(nameof(WrongAnswers))]
    public void A_wrong_answer_has_a_code_and_is_not_asked_for_again(string kind, string code)
    {
        _server.On("AnalyzePlan", () => Wrong(kind));

        var error = Assert.Throws<SparkException>(_server.Builder("sc://spark.test/;grpc_max_message_size=1000").GetOrCreate);

        Assert.Equal(code, error.Code);
        Assert.False(error.IsTransient);
        Assert.DoesNotContain("row values", error.Message);
        Assert.Single(_server.Calls);
    }

    [Theory]
    [InlineData("503")]
    [InlineData("no status")]
    [InlineData("unavailable")]
    [InlineData("disconnected")]
    public void What_may_pass_is_asked_for_again(string kind)
    {
        _server.On("AnalyzePlan", () => Wrong(kind)).On("AnalyzePlan", () => Wrong(kind)).OnOpen();

        using var session = _server.Builder().GetOrCreate();

        Assert.Equal("4.1.2", session.Version);
        Assert.Equal([50, 200], _server.Clock.Waits.Select(wait => wait.TotalMilliseconds));
    }

    [Fact]
    public void A_server_that_asks_for_patience_gets_it_but_not_without_end()
    {
        _server
            .On("AnalyzePlan", () => ScriptedServer.Failure(StatusCode.Aborted, null, new RetryInfo { RetryDelay = Duration.FromTimeSpan(TimeSpan.FromSeconds(7)) }))
            .OnOpen();

        using var session = _server.Builder().Retry(new() { MaxServerDelay = TimeSpan.FromSeconds(5) }).GetOrCreate();

        Assert.InRange(Assert.Single(_server.Clock.Waits), TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(5.5));
    }

    [Fact]
    public void A_call_that_takes_too_long_is_given_up()
    {
        var builder = _server.On("AnalyzePlan", null).Builder();

        var error = Assert.Throws<SparkException>(builder.With(builder.Options with { CallTimeout = TimeSpan.FromMilliseconds(1.5) }).GetOrCreate);

        Assert.Equal((ErrorCodes.SparkUnreachable, true), (error.Code, error.IsTransient));
        Assert.Equal("2m", Assert.Single(_server.Calls[0].Headers.GetValues("grpc-timeout")));
    }

    [Fact]
    public void Headers_of_the_connection_string_go_with_each_call()
    {
        using var session = _server.OnOpen().Builder("sc://spark.test/;token=t%3D1;X-Databricks-Cluster-Id=c1;user_id=ann;user_agent=job").GetOrCreate();

        var (_, headers, _) = Assert.Single(_server.Calls);
        Assert.Equal("Bearer t=1", headers.Authorization?.ToString());
        Assert.Equal("c1", Assert.Single(headers.GetValues("x-databricks-cluster-id")));
        Assert.Equal("trailers", headers.TE.ToString());
        var request = _server.Sent(0, AnalyzePlanRequest.Parser);
        Assert.Equal(("ann", "job", session.SessionId), (request.UserContext.UserId, request.ClientType, request.SessionId));
    }

    [Fact]
    public void A_token_is_asked_for_at_each_call_and_anew_when_it_is_refused()
    {
        var tokens = new Queue<string>(["old", "new", "newer", "last"]);
        _server.On("AnalyzePlan", () => ScriptedServer.Failure(StatusCode.Unauthenticated)).OnOpen()
            .On("Config", () => ScriptedServer.Answer(new ConfigResponse()));

        using (var session = _server.Builder("sc://spark.test/;use_ssl=true").Token(_ => ValueTask.FromResult(tokens.Dequeue())).GetOrCreate())
        {
            session.Conf().Set("a", "b");
        }

        Assert.Equal(["Bearer old", "Bearer new", "Bearer newer", "Bearer last"], _server.Calls.Select(call => call.Headers.Authorization?.ToString()));
    }

    [Fact]
    public void A_token_that_is_refused_twice_is_an_error_without_the_token()
    {
        _server.On("AnalyzePlan", () => ScriptedServer.Failure(StatusCode.Unauthenticated))
            .On("AnalyzePlan", () => ScriptedServer.Failure(StatusCode.Unauthenticated));

        var error = Assert.Throws<SparkException>(
            _server.Builder("sc://spark.test/;use_ssl=true").Token(_ => ValueTask.FromResult("hush")).GetOrCreate);

        Assert.Equal(ErrorCodes.SparkDenied, error.Code);
        Assert.DoesNotContain("hush", error.ToString());
    }

    [Fact]
    public void A_token_that_cannot_be_had_is_an_error_with_its_cause()
    {
        var builder = _server.Builder("sc://spark.test/;use_ssl=true").Token(_ => throw new InvalidOperationException("no sign-in"));

        var error = Assert.Throws<SparkException>(builder.GetOrCreate);

        Assert.Equal(ErrorCodes.SparkDenied, error.Code);
        Assert.Contains("no sign-in", error.ToString());
        Assert.Empty(_server.Calls);
    }

    [Fact]
    public void A_token_file_is_read_at_each_call_and_one_without_a_token_is_named()
    {
        using var folder = new TemporaryFolder();
        var file = folder.At("token");
        File.WriteAllText(file, "old\n");
        _server.On("AnalyzePlan", () =>
        {
            File.WriteAllText(file, "new");
            return ScriptedServer.Failure(StatusCode.Unauthenticated);
        }).OnOpen();
        var builder = _server.Builder($"sc://spark.test/;token_file={Uri.EscapeDataString(file)}");

        builder.GetOrCreate().Dispose();
        Assert.Equal(["Bearer old", "Bearer new", "Bearer new"], _server.Calls.Select(call => call.Headers.Authorization?.ToString()));

        foreach (var content in new[] { "", "two words", null })
        {
            File.Delete(file);
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }
            var error = Assert.Throws<EngineException>(builder.GetOrCreate);
            Assert.Equal(ErrorCodes.TokenFile, error.Code);
            Assert.Contains(file, error.Message);
            Assert.DoesNotContain("two words", error.ToString());
        }
    }

    [Theory]
    [InlineData("3.5.6")]
    [InlineData("")]
    public async Task A_server_without_variant_is_refused_before_a_run_asks_anything_of_it(string version)
    {
        _server.On("AnalyzePlan", () => ScriptedServer.Answer(new AnalyzePlanResponse { SparkVersion = new() { Version = version } }))
            .On("Config", () => ScriptedServer.Answer(new ConfigResponse()));
        await using var engine = new SparkEngine(
            new InMemoryStorage(_server.Clock), new SparkEngineOptions("sc://spark.test", _server.Clock, Guid.NewGuid) { HttpHandler = _server });

        var error = await Assert.ThrowsAsync<EngineException>(() => engine.OpenAsync(CancellationToken.None));

        Assert.Equal((ErrorCodes.SparkVersion, false), (error.Code, error.IsTransient));
        Assert.Equal(["AnalyzePlan", "Config", "ReleaseSession"], _server.Calls.Select(call => call.Method));
    }

    [Fact]
    public void A_statement_that_never_arrived_is_sent_again_under_its_id()
    {
        _server.OnOpen()
            .On("ExecutePlan", () => throw new HttpRequestException("lost"))
            .On("ReattachExecute", () => ScriptedServer.Failure(StatusCode.Internal, NotFound))
            .On("ExecutePlan", () => ScriptedServer.Failure(StatusCode.Internal, "INVALID_HANDLE.OPERATION_ALREADY_EXISTS"))
            .On("ReattachExecute", () => ScriptedServer.Answer(Response("r1"), Complete("r2")));

        using (var session = _server.Builder().GetOrCreate())
        {
            session.Sql("INSERT INTO t VALUES (1)");
        }

        var (first, second) = (_server.Sent(1, ExecutePlanRequest.Parser), _server.Sent(3, ExecutePlanRequest.Parser));
        Assert.Equal(first.OperationId, second.OperationId);
        Assert.True(Guid.TryParse(first.OperationId, out _));
        Assert.Equal("server-1", second.ClientObservedServerSideSessionId);
        Assert.Equal(["AnalyzePlan", "ExecutePlan", "ReattachExecute", "ExecutePlan", "ReattachExecute", "ReleaseExecute", "ReleaseSession"], _server.Calls.Select(call => call.Method));
    }

    [Fact]
    public void A_stream_without_its_end_is_taken_up_behind_the_last_response()
    {
        _server.OnOpen()
            .On("ExecutePlan", () => ScriptedServer.Answer(Response("r1"), Response("r2")))
            .On("ReattachExecute", () => ScriptedServer.Answer())
            .On("ReattachExecute", () => ScriptedServer.Answer(Complete("r3")));

        using var session = _server.Builder().GetOrCreate();
        session.Sql("INSERT INTO t VALUES (1)");

        Assert.Equal("r2", _server.Sent(2, ReattachExecuteRequest.Parser).LastResponseId);
        Assert.Equal("r2", _server.Sent(3, ReattachExecuteRequest.Parser).LastResponseId);
        Assert.NotNull(_server.Sent(4, ReleaseExecuteRequest.Parser).ReleaseAll);
    }

    [Theory]
    [InlineData(NotFound)]
    [InlineData("INVALID_HANDLE.OPERATION_ABANDONED")]
    public void A_statement_that_had_begun_is_never_sent_again(string errorClass)
    {
        _server.OnOpen()
            .On("ExecutePlan", () => ScriptedServer.Ended(ScriptedServer.Response(MessageFrames.Write(Response("r1"))), StatusCode.Unavailable))
            .On("ReattachExecute", () => ScriptedServer.Failure(StatusCode.Internal, errorClass));

        using var session = _server.Builder().GetOrCreate();
        var error = Assert.Throws<SparkException>(() => session.Sql("INSERT INTO t VALUES (1)"));

        Assert.Equal((ErrorCodes.SparkOutcomeUnknown, errorClass), (error.Code, error.ErrorClass));
        Assert.Single(_server.Calls, call => call.Method == "ExecutePlan");
    }

    [Fact]
    public void Patience_ends_after_the_retries_of_the_policy()
    {
        _server.OnOpen().On("ExecutePlan", () => Wrong("503"));
        for (var i = 0; i < 15; i++)
        {
            _server.On("ReattachExecute", () => Wrong("503"));
        }

        using var session = _server.Builder().GetOrCreate();
        var error = Assert.Throws<SparkException>(() => session.Sql("SELECT 1"));

        Assert.Equal(ErrorCodes.SparkUnreachable, error.Code);
        Assert.Equal(15, _server.Clock.Waits.Count);
        Assert.All(_server.Clock.Waits, wait => Assert.InRange(wait, TimeSpan.Zero, TimeSpan.FromSeconds(60.5)));
        Assert.DoesNotContain(_server.Calls, call => call.Method == "ReleaseExecute");
    }

    [Fact]
    public void Another_session_of_the_server_is_noticed()
    {
        _server.OnOpen().On("Config", () => ScriptedServer.Answer(new ConfigResponse { ServerSideSessionId = "server-2" }));

        using var session = _server.Builder().GetOrCreate();

        Assert.Equal(ErrorCodes.SparkSessionLost, Assert.Throws<SparkException>(() => session.Conf().Set("a", "b")).Code);
    }

    private static ExecutePlanResponse Response(string id) => new() { ResponseId = id, ServerSideSessionId = "server-1" };

    private static ExecutePlanResponse Complete(string id)
    {
        var response = Response(id);
        response.ResultComplete = new();
        return response;
    }

    private static HttpResponseMessage Wrong(string kind)
    {
        var message = new AnalyzePlanResponse { SessionId = new string('x', 100) };
        var frame = MessageFrames.Write(message);
        return kind switch
        {
            "html" => ScriptedServer.Response([1, 2, 3], "text/html"),
            "compressed" => ScriptedServer.Response([1, .. frame[1..]]),
            "too long" => ScriptedServer.Answer(new AnalyzePlanResponse { SessionId = new string('x', 1000) }),
            "half a head" => ScriptedServer.Response(frame[..3]),
            "half a message" => ScriptedServer.Response(frame[..50]),
            "no protobuf" => ScriptedServer.Response([0, 0, 0, 0, 2, 255, 255]),
            "empty" => ScriptedServer.Answer(),
            "two messages" => ScriptedServer.Answer(message, message),
            "unimplemented" => ScriptedServer.Failure(StatusCode.Unimplemented),
            "bare internal" => ScriptedServer.Failure(StatusCode.Internal),
            "odd status" => ScriptedServer.Failure((StatusCode)99),
            "no status" => ScriptedServer.Response([]),
            "unavailable" => ScriptedServer.Failure(StatusCode.Unavailable),
            "disconnected" => ScriptedServer.Failure(StatusCode.Internal, "INVALID_CURSOR.DISCONNECTED"),
            _ => new HttpResponseMessage((HttpStatusCode)int.Parse(kind)),
        };
    }
}
