namespace Lakehouse.Engine.DuckDb.Vectors;

/// <summary>An empty chunk that a table function fills; may be used during the callback only.</summary>
public readonly struct ChunkWriter
{
    private readonly nint _chunk;

    internal ChunkWriter(nint chunk) => _chunk = chunk;

    /// <summary>Rows that a chunk has room for.</summary>
    public static int Capacity { get; } = checked((int)NativeMethods.Chunks.VectorSize());

    /// <summary>The values of a column.</summary>
    public VectorWriter Column(int index) => new(NativeMethods.Chunks.Vector(_chunk, (ulong)index));
}
