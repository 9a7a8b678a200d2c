using Google.Protobuf;

namespace Lakehouse.Engine.Spark.Grpc;

/// <summary>A call whose responses arrive one after another. Disposing of it before the end cancels it.</summary>
internal sealed class AsyncServerStreamingCall<TResponse> : IAsyncDisposable
    where TResponse : IMessage<TResponse>
{
    private readonly Func<CancellationToken, Task<HttpResponseMessage>> _send;
    private readonly MessageParser<TResponse> _parser;
    private readonly GrpcChannelOptions _channel;
    private readonly CancellationToken _callerToken;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _cancellation;
    private HttpResponseMessage? _response;
    private MessageFrames? _frames;

    internal AsyncServerStreamingCall(
        Func<CancellationToken, Task<HttpResponseMessage>> send, MessageParser<TResponse> parser,
        GrpcChannelOptions channel, CallOptions options)
    {
        _send = send;
        _parser = parser;
        _channel = channel;
        _callerToken = options.CancellationToken;
        _deadline = new(options.Timeout ?? Timeout.InfiniteTimeSpan, channel.Clock);
        _cancellation = CancellationTokenSource.CreateLinkedTokenSource(_callerToken, _deadline.Token);
        Current = default!;
    }

    /// <summary>The response that <see cref="MoveNextAsync"/> stands on.</summary>
    public TResponse Current { get; private set; }

    /// <summary>Goes to the next response; false at the end, when the call ended well.</summary>
    /// <exception cref="RpcException">The call did not end well.</exception>
    /// <exception cref="OperationCanceledException">The caller's token asked for the end.</exception>
    public async Task<bool> MoveNextAsync()
    {
        try
        {
            if (_frames is null)
            {
                _response = await _send(_cancellation.Token).ConfigureAwait(false);
                ResponseStatus.ThrowUnlessGrpc(_response);
                var body = await _response.Content.ReadAsStreamAsync(_cancellation.Token).ConfigureAwait(false);
                _frames = new(body, _channel.MaxReceiveMessageSize);
            }

            if (await _frames.ReadAsync(_cancellation.Token).ConfigureAwait(false) is { } message)
            {
                Current = _parser.ParseFrom(message);
                return true;
            }

            ResponseStatus.ThrowUnlessOk(_response!);
            return false;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new RpcException(StatusCode.Internal, "a message cannot be read", e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            throw Broken(e);
        }
    }

    public ValueTask DisposeAsync()
    {
        _response?.Dispose();
        _cancellation.Dispose();
        _deadline.Dispose();
        return ValueTask.CompletedTask;
    }

    private Exception Broken(Exception cause)
    {
        if (_callerToken.IsCancellationRequested)
        {
            return new OperationCanceledException("The call was cancelled.", cause, _callerToken);
        }

        return _deadline.IsCancellationRequested
            ? new RpcException(StatusCode.DeadlineExceeded, "the time for the call is over", cause)
            : ResponseStatus.Lost(cause);
    }
}
