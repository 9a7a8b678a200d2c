using Google.Protobuf;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>Calls the service in the name of one session.</summary>
internal sealed class SparkConnectClient : IDisposable
{
    private readonly SparkClientOptions _options;
    private readonly GrpcChannel _channel;
    private readonly string _sessionId;
    private string? _serverSession;

    public SparkConnectClient(SparkConnection connection, SparkClientOptions options)
    {
        Connection = connection;
        _options = options;
        _sessionId = $"{connection.SessionId ?? options.NewId():D}";
        _channel = GrpcChannel.ForAddress(connection.Address, new GrpcChannelOptions
        {
            Clock = options.Clock,
            MaxReceiveMessageSize = connection.MaxMessageBytes,
            HttpHandler = options.HttpHandler,
        });
    }

    public SparkConnection Connection { get; }

    public SparkClientOptions Options => _options;

    public string SessionId => _sessionId;

    /// <summary>Whether the server's session is known, so that a restarted server is told from the one that was spoken to.</summary>
    public bool HasServerSession => _serverSession is not null;

    /// <summary>A call with one answer, sent again while its failure may pass: all of these may be repeated.</summary>
    /// <exception cref="SparkException">It failed.</exception>
    public Task<TResponse> CallAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>, IObservingRequest
        where TResponse : IMessage<TResponse>, ISessionResponse =>
        CallAsync(method, request, _options.Retry.MaxRetries, cancellationToken);

    /// <summary>The same with another number of retries.</summary>
    /// <exception cref="SparkException">It failed.</exception>
    public async Task<TResponse> CallAsync<TRequest, TResponse>(
        Method<TRequest, TResponse> method, TRequest request, int maxRetries, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>, IObservingRequest
        where TResponse : IMessage<TResponse>, ISessionResponse
    {
        var retries = new Retries(_options with { Retry = _options.Retry with { MaxRetries = maxRetries } });
        while (true)
        {
            try
            {
                Prepare(request);
                var call = await CallOptionsAsync(_options.CallTimeout, cancellationToken).ConfigureAwait(false);
                var response = await _channel.UnaryCallAsync(method, request, call).ConfigureAwait(false);
                Observe(response);
                return response;
            }
            catch (RpcException e)
            {
                var report = ErrorReport.From(e);
                if (!await retries.TryAgainAsync(e, report, cancellationToken).ConfigureAwait(false))
                {
                    throw await FailureAsync(e, report, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    /// <summary>A call with many answers, sent once.</summary>
    public async Task<AsyncServerStreamingCall<ExecutePlanResponse>> StreamAsync<TRequest>(
        Method<TRequest, ExecutePlanResponse> method, TRequest request, CancellationToken cancellationToken)
        where TRequest : IMessage<TRequest>, IObservingRequest
    {
        Prepare(request);
        var call = await CallOptionsAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        return _channel.ServerStreamingCall(method, request, call);
    }

    /// <summary>A call that tidies up: tried once, and no failure if it fails, for the server tidies up by itself later.</summary>
    public async Task TryCallAsync<TRequest, TResponse>(Method<TRequest, TResponse> method, TRequest request)
        where TRequest : IMessage<TRequest>, ISessionRequest
        where TResponse : IMessage<TResponse>
    {
        try
        {
            Prepare(request);
            var call = await CallOptionsAsync(TimeSpan.FromSeconds(10), CancellationToken.None).ConfigureAwait(false);
            await _channel.UnaryCallAsync(method, request, call).ConfigureAwait(false);
        }
        catch (Exception e) when (e is RpcException or EngineException)
        {
            // See the summary.
        }
    }

    /// <summary>Notes the server's session, and refuses the answer of another.</summary>
    /// <exception cref="SparkException">ENG0304: the session is another than before.</exception>
    public void Observe(ISessionResponse response)
    {
        var session = response.ServerSideSessionId;
        if (session.Length > 0 && (Interlocked.CompareExchange(ref _serverSession, session, null) ?? session) != session)
        {
            throw SparkErrors.OtherSession(Connection);
        }
    }

    /// <summary>The exception for a failed call, with the details that the server keeps of it.</summary>
    public async Task<EngineException> FailureAsync(RpcException error, ErrorReport report, CancellationToken cancellationToken)
    {
        FetchErrorDetailsResponse? details = null;
        if (report.ErrorId is { } id)
        {
            try
            {
                var request = new FetchErrorDetailsRequest { ErrorId = id };
                Prepare(request);
                var call = await CallOptionsAsync(TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(false);
                details = await _channel.UnaryCallAsync(ServiceMethods.FetchErrorDetails, request, call).ConfigureAwait(false);
            }
            catch (Exception e) when (e is RpcException or EngineException)
            {
                // Details are an extra; class and state are in the report.
            }
        }

        return SparkErrors.Create(error, report, details, Connection);
    }

    public void Dispose() => _channel.Dispose();

    private void Prepare(ISessionRequest request)
    {
        request.SessionId = _sessionId;
        request.UserContext = new UserContext { UserId = Connection.UserId, UserName = Connection.UserId };
        request.ClientType = Connection.UserAgent;
        if (request is IObservingRequest observing && _serverSession is { } session)
        {
            observing.ClientObservedServerSideSessionId = session;
        }
    }

    private async ValueTask<CallOptions> CallOptionsAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var headers = new Metadata { { "user-agent", Connection.UserAgent } };
        foreach (var (name, value) in Connection.Headers)
        {
            headers.Add(name, value);
        }

        if (await TokenAsync(cancellationToken).ConfigureAwait(false) is { } token)
        {
            headers.Add("authorization", $"Bearer {token}");
        }

        return new(headers, timeout, cancellationToken);
    }

    private async ValueTask<string?> TokenAsync(CancellationToken cancellationToken)
    {
        if (_options.Token is not { } provider)
        {
            return Connection.Token;
        }

        try
        {
            return await provider(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is not OperationCanceledException and not EngineException)
        {
            throw new RpcException(StatusCode.Unauthenticated, "no token could be had", e);
        }
    }
}
