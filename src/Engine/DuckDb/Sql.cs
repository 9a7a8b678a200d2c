namespace Lakehouse.Engine.DuckDb;

/// <summary>Names and texts quoted for DuckDB's SQL.</summary>
public static class Sql
{
    /// <summary>An identifier in double quotes.</summary>
    public static string Name(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    /// <summary>A text in single quotes; a NUL is written as <c>chr(0)</c>, for SQL text cannot hold one.</summary>
    public static string Text(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var quoted = $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
        return text.Contains('\0', StringComparison.Ordinal)
            ? $"({quoted.Replace("\0", "' || chr(0) || '", StringComparison.Ordinal)})"
            : quoted;
    }
}
