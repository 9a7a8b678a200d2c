namespace Lakehouse.Medallion.Runs;

/// <summary>
/// Tells what several do at the same time as if one did it after the other: what the first does is told as it happens, what the
/// next does when those before it are done.
/// </summary>
internal sealed class EventsInTurn(IProgress<RunEvent> watcher)
{
    private readonly Lock _lock = new();
    private readonly Queue<Teller> _tellers = [];

    /// <summary>The next in order.</summary>
    public Teller Next()
    {
        var teller = new Teller(this);
        lock (_lock)
        {
            _tellers.Enqueue(teller);
        }
        return teller;
    }

    /// <summary>One of those who tell.</summary>
    public sealed class Teller : IProgress<RunEvent>, IDisposable
    {
        private readonly EventsInTurn _turns;
        private readonly List<RunEvent> _kept = [];
        private bool _isDone;

        internal Teller(EventsInTurn turns) => _turns = turns;

        /// <inheritdoc/>
        public void Report(RunEvent value)
        {
            lock (_turns._lock)
            {
                _kept.Add(value);
                _turns.TellOn();
            }
        }

        /// <summary>Says that nothing more comes.</summary>
        public void Dispose()
        {
            lock (_turns._lock)
            {
                _isDone = true;
                _turns.TellOn();
            }
        }

        internal bool TellAll(IProgress<RunEvent> watcher)
        {
            _kept.ForEach(watcher.Report);
            _kept.Clear();
            return _isDone;
        }
    }

    private void TellOn()
    {
        while (_tellers.TryPeek(out var first) && first.TellAll(watcher))
        {
            _tellers.Dequeue();
        }
    }
}
