using System.Runtime.CompilerServices;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>
/// One run of a plan. Its id is chosen before it is sent: when the stream of answers breaks or ends early, the rest is asked for
/// under this id, and the plan is sent again only when the same server session says that it never arrived. So it runs at most
/// once.
/// </summary>
internal sealed class ReattachableExecution : IAsyncDisposable
{
    private readonly SparkConnectClient _client;
    private readonly ExecutePlanRequest _request;
    private readonly Retries _retries;
    private readonly CancellationToken _cancellationToken;
    private AsyncServerStreamingCall<ExecutePlanResponse>? _call;
    private string? _lastResponse;
    private bool _isReattaching;
    private bool _isSent;
    private bool _isComplete;
    private bool _isUnreachable;

    private ReattachableExecution(SparkConnectClient client, Plan plan, IEnumerable<string> tags, CancellationToken cancellationToken)
    {
        _client = client;
        _retries = new(client.Options);
        _cancellationToken = cancellationToken;
        _request = new()
        {
            Plan = plan,
            OperationId = $"{client.Options.NewId():D}",
            RequestOptions = { new ExecutePlanRequest.Types.RequestOption { ReattachOptions = new() { Reattachable = true } } },
            Tags = { tags },
        };
    }

    /// <summary>Runs a plan. Leaving the loop early, or the token, interrupts it on the server.</summary>
    /// <exception cref="SparkException">It failed, or how it ended is not known.</exception>
    public static async IAsyncEnumerable<ExecutePlanResponse> RunAsync(
        SparkConnectClient client, Plan plan, IEnumerable<string> tags, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var execution = new ReattachableExecution(client, plan, tags, cancellationToken);
        await using var _ = execution.ConfigureAwait(false);
        while (await execution.NextAsync().ConfigureAwait(false) is { } response)
        {
            yield return response;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EndCallAsync().ConfigureAwait(false);
        if (!_isSent || _isUnreachable)
        {
            return;
        }

        if (!_isComplete)
        {
            await _client.TryCallAsync(ServiceMethods.Interrupt, new InterruptRequest
            {
                InterruptType = InterruptRequest.Types.InterruptType.OperationId,
                OperationId = _request.OperationId,
            }).ConfigureAwait(false);
        }

        await _client.TryCallAsync(ServiceMethods.ReleaseExecute, new ReleaseExecuteRequest
        {
            OperationId = _request.OperationId,
            ReleaseAll = new(),
        }).ConfigureAwait(false);
    }

    /// <summary>The next response; null when there is none.</summary>
    private async Task<ExecutePlanResponse?> NextAsync()
    {
        while (!_isComplete)
        {
            try
            {
                _call ??= await BeginAsync().ConfigureAwait(false);
                if (await _call.MoveNextAsync().ConfigureAwait(false))
                {
                    return Received(_call.Current);
                }

                // The server ends a stream after a while. Without a mark of completion there is more.
                await EndCallAsync().ConfigureAwait(false);
                await Task.Delay(_client.Options.Retry.InitialBackoff, _client.Options.Clock, _cancellationToken).ConfigureAwait(false);
                _isReattaching = true;
            }
            catch (RpcException e)
            {
                await EndCallAsync().ConfigureAwait(false);
                await RecoverAsync(e).ConfigureAwait(false);
            }
        }

        return null;
    }

    private ExecutePlanResponse Received(ExecutePlanResponse response)
    {
        _client.Observe(response);
        _retries.Reset();
        _lastResponse = response.ResponseId;
        _isComplete = response.ResponseTypeCase == ExecutePlanResponse.ResponseTypeOneofCase.ResultComplete;
        return response;
    }

    private Task<AsyncServerStreamingCall<ExecutePlanResponse>> BeginAsync()
    {
        if (!_isReattaching)
        {
            _isSent = true;
            return _client.StreamAsync(ServiceMethods.ExecutePlan, _request, _cancellationToken);
        }

        var request = new ReattachExecuteRequest { OperationId = _request.OperationId };
        if (_lastResponse is not null)
        {
            request.LastResponseId = _lastResponse;
        }

        return _client.StreamAsync(ServiceMethods.ReattachExecute, request, _cancellationToken);
    }

    /// <summary>Decides how to go on after a failure; throws when it cannot.</summary>
    private async Task RecoverAsync(RpcException error)
    {
        var report = ErrorReport.From(error);
        var neverArrived = _isReattaching && _lastResponse is null && _client.HasServerSession
            && (report.ErrorClass is SparkErrors.OperationNotFound or SparkErrors.SessionNotFound);
        var isThere = !_isReattaching && report.ErrorClass == SparkErrors.OperationExists;
        if (neverArrived || isThere
            ? await _retries.WaitAsync(report, _cancellationToken).ConfigureAwait(false)
            : await _retries.TryAgainAsync(error, report, _cancellationToken).ConfigureAwait(false))
        {
            // Sent again to a restarted server, the plan is refused: it carries the session that was seen.
            _isReattaching = !neverArrived;
            return;
        }

        if (report.ErrorClass is SparkErrors.OperationNotFound or SparkErrors.OperationAbandoned)
        {
            throw SparkErrors.OutcomeUnknown(error, _client.Connection);
        }

        _isUnreachable = error.StatusCode == StatusCode.Unavailable;
        throw await _client.FailureAsync(error, report, _cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask EndCallAsync()
    {
        if (_call is not null)
        {
            await _call.DisposeAsync().ConfigureAwait(false);
            _call = null;
        }
    }
}
