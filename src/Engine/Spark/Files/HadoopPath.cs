using System.Buffers;
using System.Globalization;
using System.Text;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>Paths of a local disk as Hadoop's file systems take and give them.</summary>
internal static class HadoopPath
{
    private const string Scheme = "file:";

    // What java.net.URI leaves as it is in a path.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-!.~'()*:@&=+$,;/");

    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("{}[]*?\\");

    /// <summary>The path for a writer, which takes it as it is.</summary>
    public static string Of(string path) => Scheme + (path.StartsWith('/') ? path : $"/{path}");

    /// <summary>The path for a reader, which would take some characters for a pattern.</summary>
    public static string ForReading(string path) => Of(path.AsSpan().ContainsAny(PatternCharacters)
        ? string.Concat(path.Select(c => PatternCharacters.Contains(c) ? $@"\{c}" : c.ToString()))
        : path);

    /// <summary>The path as <c>_metadata.file_path</c> tells it.</summary>
    public static string Told(string path)
    {
        var told = new StringBuilder();
        foreach (var rune in Of(path).EnumerateRunes())
        {
            var isPlain = rune.IsAscii ? Plain.Contains((char)rune.Value) : Rune.GetUnicodeCategory(rune) is not
                (UnicodeCategory.SpaceSeparator or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Control);
            told.Append(isPlain
                ? rune.ToString()
                : string.Concat(Encoding.UTF8.GetBytes(rune.ToString()).Select(value => $"%{value:X2}")));
        }
        return told.ToString();
    }
}
