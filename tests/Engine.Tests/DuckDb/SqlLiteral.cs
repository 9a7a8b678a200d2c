namespace Lakehouse.Engine.Tests.DuckDb;

internal static class SqlLiteral
{
    /// <summary>A text as SQL that holds no quote or NUL of it.</summary>
    internal static string Of(string text) =>
        $"decode('{string.Concat(System.Text.Encoding.UTF8.GetBytes(text).Select(b => $"\\x{b:X2}"))}'::blob)";
}
