using Lakehouse.Engine.Spark.Grpc;

namespace Lakehouse.Engine.Spark.Client;

/// <summary>The retries of one call.</summary>
internal sealed class Retries(SparkClientOptions options)
{
    private static readonly TimeSpan JitterFrom = TimeSpan.FromSeconds(2);

    private int _used;
    private bool _hasRefreshedToken;
    private TimeSpan _next = options.Retry.InitialBackoff;

    /// <summary>Waits when the failure may pass by itself or with a fresh token; false when it is not to be tried again.</summary>
    public async Task<bool> TryAgainAsync(RpcException error, ErrorReport report, CancellationToken cancellationToken)
    {
        if (error.StatusCode == StatusCode.Unauthenticated && options.Token is not null && !_hasRefreshedToken)
        {
            _hasRefreshedToken = true;
            return true;
        }

        var mayPass = error.StatusCode == StatusCode.Unavailable
            || report.RetryDelay is not null
            || (error.StatusCode == StatusCode.Internal && report.ErrorClass == "INVALID_CURSOR.DISCONNECTED");
        return mayPass && await WaitAsync(report, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits before the next try; false when there is none left.</summary>
    public async Task<bool> WaitAsync(ErrorReport report, CancellationToken cancellationToken)
    {
        var policy = options.Retry;
        if (_used == policy.MaxRetries)
        {
            return false;
        }

        _used++;
        var wait = _next;
        _next = TimeSpan.FromTicks(Math.Min(policy.MaxBackoff.Ticks, _next.Ticks * policy.BackoffMultiplier));
        var asked = report.RetryDelay ?? TimeSpan.Zero;
        wait = Longer(wait, asked < policy.MaxServerDelay ? asked : policy.MaxServerDelay);
        if (wait >= JitterFrom)
        {
            wait += policy.Jitter * (BitConverter.ToUInt16(options.NewId().ToByteArray()) / (double)ushort.MaxValue);
        }

        await Task.Delay(wait, options.Clock, cancellationToken).ConfigureAwait(false);
        return true;
    }

    /// <summary>The call went on: what failed before is over.</summary>
    public void Reset()
    {
        _used = 0;
        _hasRefreshedToken = false;
        _next = options.Retry.InitialBackoff;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
