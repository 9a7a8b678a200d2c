using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary><c>duckdb_result</c>: five fields that are no longer used, and the result.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Result
{
    private readonly ulong _columnCount;
    private readonly ulong _rowCount;
    private readonly ulong _rowsChanged;
    private readonly nint _columns;
    private readonly nint _errorMessage;
    private readonly nint _internal;
}
