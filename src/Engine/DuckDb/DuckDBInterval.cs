using System.Runtime.InteropServices;

namespace Lakehouse.Engine.DuckDb;

/// <summary>A span of calendar time.</summary>
/// <param name="Months">Months.</param>
/// <param name="Days">Days.</param>
/// <param name="Microseconds">Microseconds.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBInterval(int Months, int Days, long Microseconds);
