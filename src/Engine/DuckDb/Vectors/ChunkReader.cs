namespace Lakehouse.Engine.DuckDb.Vectors;

/// <summary>Some rows that a function is given, one flat vector a column; may be used during the callback only.</summary>
public readonly struct ChunkReader
{
    private readonly nint _chunk;

    internal ChunkReader(nint chunk) => _chunk = chunk;

    /// <summary>Number of rows; at most <see cref="ChunkWriter.Capacity"/>.</summary>
    public int RowCount => (int)NativeMethods.Chunks.Size(_chunk);

    /// <summary>Number of columns.</summary>
    public int ColumnCount => (int)NativeMethods.Chunks.ColumnCount(_chunk);

    /// <summary>The values of a column.</summary>
    public VectorReader Column(int index) => new(NativeMethods.Chunks.Vector(_chunk, (ulong)index));
}
