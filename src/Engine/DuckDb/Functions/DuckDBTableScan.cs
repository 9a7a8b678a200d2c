namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>One run of a table function, shared by its threads; disposed at the end of the query.</summary>
public abstract class DuckDBTableScan : IDisposable
{
    /// <summary>Threads that may work at the same time.</summary>
    /// <value>Default 1.</value>
    public virtual int MaxThreads => 1;

    /// <summary>Makes what gives the rows of one thread.</summary>
    public abstract DuckDBTableWorker CreateWorker();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the scan holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
