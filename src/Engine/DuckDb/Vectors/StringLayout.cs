namespace Lakehouse.Engine.DuckDb.Vectors;

/// <summary>
/// How DuckDB keeps a text in a vector: a length, then up to 12 bytes in place; longer ones as their first 4 bytes and
/// a pointer.
/// </summary>
internal static class StringLayout
{
    internal const int Size = 16;
    internal const int InlineLength = 12;
    internal const int PointerOffset = 8;
}
