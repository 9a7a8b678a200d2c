using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Interrupts a connection's query when a token is cancelled, until disposed.</summary>
/// <remarks>
/// DuckDB forgets an interrupt that comes before a query has begun, so it is repeated; after <see cref="Dispose"/> none
/// comes any more, or it would hit the next query.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();
    private readonly ConnectionHandle _connection;
    private readonly CancellationTokenRegistration _registration;
    private Timer? _timer;
    private bool _isOver;

    internal Interruption(ConnectionHandle connection, CancellationToken cancellationToken)
    {
        _connection = connection;
        _registration = cancellationToken.Register(Begin);
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isOver = true;
            _timer?.Dispose();
        }

        _registration.Dispose();
    }

    private void Begin()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                _timer = new Timer(_ => Interrupt(), null, TimeSpan.Zero, Interval);
            }
        }
    }

    private void Interrupt()
    {
        lock (_gate)
        {
            if (!_isOver)
            {
                NativeMethods.Startup.Interrupt(_connection);
            }
        }
    }
}
