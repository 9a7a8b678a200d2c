using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary><c>duckdb_decimal</c>.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeDecimal(byte Width, byte Scale, NativeHugeInt Value);
