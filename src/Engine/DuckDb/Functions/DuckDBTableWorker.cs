using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>Gives the rows of one thread of a scan; disposed at the end of the query.</summary>
public abstract class DuckDBTableWorker : IDisposable
{
    /// <summary>Fills a chunk.</summary>
    /// <returns>Rows written, at most <see cref="ChunkWriter.Capacity"/>; 0 at the end.</returns>
    public abstract int Fill(ChunkWriter output);

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the worker holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }
}
