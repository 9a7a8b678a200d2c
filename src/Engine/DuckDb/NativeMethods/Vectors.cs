using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>
/// The memory of vectors. Calls that only hand out a pointer, or copy a short text, leave out the transition to
/// preemptive mode: it would cost more than they do.
/// </summary>
internal static unsafe partial class Vectors
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_vector_get_data")]
    [SuppressGCTransition]
    internal static partial byte* Data(nint vector);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_vector_get_validity")]
    [SuppressGCTransition]
    internal static partial ulong* Validity(nint vector);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_vector_ensure_validity_writable")]
    [SuppressGCTransition]
    internal static partial void EnsureValidityWritable(nint vector);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_struct_vector_get_child")]
    [SuppressGCTransition]
    internal static partial nint StructChild(nint vector, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_list_vector_get_child")]
    [SuppressGCTransition]
    internal static partial nint ListChild(nint vector);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_array_vector_get_child")]
    [SuppressGCTransition]
    internal static partial nint ArrayChild(nint vector);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_list_vector_set_size")]
    internal static partial State SetListSize(nint vector, ulong size);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_list_vector_reserve")]
    internal static partial State ReserveList(nint vector, ulong capacity);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    [SuppressGCTransition]
    internal static partial void AssignShortString(nint vector, ulong row, byte* text, ulong length);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_unsafe_vector_assign_string_element_len")]
    internal static partial void AssignString(nint vector, ulong row, byte* text, ulong length);
}
