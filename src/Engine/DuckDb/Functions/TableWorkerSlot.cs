namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>Holds a thread's worker, which is made at its first chunk: only then DuckDB shows both scan and thread.</summary>
internal sealed class TableWorkerSlot : IDisposable
{
    private DuckDBTableWorker? _worker;

    public void Dispose() => _worker?.Dispose();

    internal DuckDBTableWorker WorkerOf(DuckDBTableScan scan) => _worker ??= scan.CreateWorker();
}
