using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb.NativeMethods;

/// <summary><c>duckdb_hugeint</c>; passed as two words, unlike <see cref="Int128"/>, whose alignment differs by platform.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct NativeHugeInt(ulong Lower, ulong Upper)
{
    internal static NativeHugeInt From(Int128 value) => unchecked(new((ulong)value, (ulong)(value >> 64)));

    internal static NativeHugeInt From(UInt128 value) => unchecked(new((ulong)value, (ulong)(value >> 64)));
}
