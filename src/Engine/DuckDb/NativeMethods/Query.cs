using System.Runtime.InteropServices;
using Lakehouse.Engine.DuckDb.Handles;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary>Statements, their parameters, and results.</summary>
internal static unsafe partial class Query
{
    [LibraryImport(Startup.Library, EntryPoint = "duckdb_extract_statements",
        StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ulong ExtractStatements(
        ConnectionHandle connection, string query, out ExtractedStatementsHandle statements);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_extract_statements_error")]
    internal static partial byte* ExtractStatementsError(ExtractedStatementsHandle statements);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_extracted")]
    internal static partial void DestroyExtracted(ref nint statements);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_prepare_extracted_statement")]
    internal static partial State PrepareExtracted(
        ConnectionHandle connection, ExtractedStatementsHandle statements, ulong index,
        out PreparedStatementHandle statement);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_prepare_error")]
    internal static partial byte* PrepareError(PreparedStatementHandle statement);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_prepare")]
    internal static partial void DestroyPrepared(ref nint statement);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_prepared_statement_column_count")]
    internal static partial ulong PreparedColumnCount(PreparedStatementHandle statement);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_prepared_statement_column_name")]
    internal static partial byte* PreparedColumnName(PreparedStatementHandle statement, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_prepared_statement_column_logical_type")]
    internal static partial LogicalTypeHandle PreparedColumnType(PreparedStatementHandle statement, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_nparams")]
    internal static partial ulong ParameterCount(PreparedStatementHandle statement);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_parameter_name")]
    internal static partial byte* ParameterName(PreparedStatementHandle statement, ulong index);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_bind_value")]
    internal static partial State BindValue(PreparedStatementHandle statement, ulong index, ValueHandle value);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_execute_prepared")]
    internal static partial State Execute(PreparedStatementHandle statement, Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_execute_prepared_streaming")]
    internal static partial State ExecuteStreaming(PreparedStatementHandle statement, Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_result_error")]
    internal static partial byte* ResultError(Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_result_error_type")]
    internal static partial ErrorType ResultErrorType(Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_column_count")]
    internal static partial ulong ColumnCount(Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_column_name")]
    internal static partial byte* ColumnName(Result* result, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_column_logical_type")]
    internal static partial LogicalTypeHandle ColumnType(Result* result, ulong column);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_rows_changed")]
    internal static partial ulong RowsChanged(Result* result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_fetch_chunk")]
    internal static partial DataChunkHandle FetchChunk(Result result);

    [LibraryImport(Startup.Library, EntryPoint = "duckdb_destroy_result")]
    internal static partial void DestroyResult(Result* result);
}
