using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lakehouse.Engine.DuckDb;

/// <summary>Names and texts quoted for DuckDB's SQL.</summary>
public static class Sql
{
    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("*?[");

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

    /// <summary>The location of one file as a text, for functions that would take it for a pattern.</summary>
    public static string File(string location) => Text(FilePattern(location));

    /// <summary>A list of texts, as one literal: a list of many literals takes the parser longer than the query takes.</summary>
    public static string Texts(IEnumerable<string> texts) =>
        $"from_json({Text($"[{string.Join(',', texts.Select(Quoted))}]")}, '[\"VARCHAR\"]')";

    /// <summary>The locations of files as a list, for functions that would take them for patterns.</summary>
    public static string Files(IEnumerable<string> locations) => Texts(locations.Select(FilePattern));

    /// <summary>The pattern that stands for one file only.</summary>
    internal static string FilePattern(string location)
    {
        ArgumentNullException.ThrowIfNull(location);
        return location.AsSpan().ContainsAny(PatternCharacters)
            ? string.Concat(location.Select(c => PatternCharacters.Contains(c) ? $"[{c}]" : c.ToString()))
            : location;
    }

    private static string Quoted(string text) =>
        $"\"{JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"";
}
