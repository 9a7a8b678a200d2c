namespace Lakehouse.Quality.Sql;

/// <summary>The one place where names and values become SQL text.</summary>
public static class SqlText
{
    /// <summary>A name in double quotes.</summary>
    public static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A column, or a member of a struct column: <c>"properties"."amount"</c>.</summary>
    public static string Path(string path) => string.Join('.', path.Split('.').Select(Identifier));

    /// <summary>A text in single quotes.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character, which SQL text cannot carry.</exception>
    public static string Literal(string text) => text.Contains('\0', StringComparison.Ordinal)
        ? throw new ArgumentException("SQL text cannot carry a NUL character.", nameof(text))
        : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
