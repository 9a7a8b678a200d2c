using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary><c>duckdb_query_progress_type</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct QueryProgress(double Percentage, ulong RowsProcessed, ulong RowsTotal);
