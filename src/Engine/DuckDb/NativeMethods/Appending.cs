using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Appenders, fed by whole data chunks.</summary>
internal static unsafe partial class Appending
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_create", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial State Create(
        ConnectionHandle connection, string? schema, string table, out AppenderHandle appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_column_count")]
    internal static partial ulong ColumnCount(AppenderHandle appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_column_type")]
    internal static partial LogicalTypeHandle ColumnType(AppenderHandle appender, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_append_data_chunk")]
    internal static partial State AppendChunk(AppenderHandle appender, DataChunkHandle chunk);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_close")]
    internal static partial State Close(AppenderHandle appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_clear")]
    internal static partial State Clear(nint appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_destroy")]
    internal static partial State Destroy(ref nint appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_appender_error_data")]
    internal static partial nint ErrorData(AppenderHandle appender);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_error_data_error_type")]
    internal static partial ErrorType ErrorDataType(nint error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_error_data_message")]
    internal static partial byte* ErrorDataMessage(nint error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_error_data")]
    internal static partial void DestroyErrorData(ref nint error);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_create_data_chunk")]
    internal static partial DataChunkHandle CreateChunk(nint* types, ulong count);
}
