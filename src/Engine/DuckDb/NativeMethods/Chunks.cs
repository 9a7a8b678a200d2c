using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Data chunks: some rows, as one vector a column.</summary>
internal static partial class Chunks
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_data_chunk_get_column_count")]
    [SuppressGCTransition]
    internal static partial ulong ColumnCount(nint chunk);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_data_chunk_get_size")]
    [SuppressGCTransition]
    internal static partial ulong Size(nint chunk);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_data_chunk_set_size")]
    [SuppressGCTransition]
    internal static partial void SetSize(nint chunk, ulong size);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_data_chunk_get_vector")]
    [SuppressGCTransition]
    internal static partial nint Vector(nint chunk, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_data_chunk")]
    internal static partial void Destroy(ref nint chunk);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_vector_size")]
    internal static partial ulong VectorSize();
}
