using Lakehouse.Engine.DuckDb.Functions;

namespace Lakehouse.Engine.Lines;

/// <summary>One run of <c>landing_lines</c>.</summary>
internal sealed class LineScan(LineBatch batch, int threads) : DuckDBTableScan
{
    /// <inheritdoc/>
    public override int MaxThreads => threads;

    /// <inheritdoc/>
    public override DuckDBTableWorker CreateWorker() => new LineWorker(batch);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            batch.Dispose();
        }
        base.Dispose(disposing);
    }
}
