using System.Buffers;
using System.Text;
using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>What Spark makes of a file's name.</summary>
internal static class LandingName
{
    private const string Gzip = ".gz";

    private static readonly SearchValues<char> PatternCharacters = SearchValues.Create("{}[]*?\\,");

    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-!.~'()*,;:$&+=@/");

    private static readonly string[] Codecs =
        [Gzip, ".bz2", ".deflate", ".lz4", ".snappy", ".zst", ".passthrough"];

    /// <summary>Refuses a file that Spark would read otherwise than its source says.</summary>
    /// <exception cref="EngineException"><see cref="ErrorCodes.LandingName"/>.</exception>
    public static void Check(LandingFile file)
    {
        var codec = Array.Find(Codecs, end => file.Location.EndsWith(end, StringComparison.Ordinal));
        if (codec != (file.Gzip ? Gzip : null))
        {
            throw new EngineException(
                ErrorCodes.LandingName,
                $"Spark takes the landing file {file.Path} for {(codec is null ? "plain" : $"packed as {codec}")} by its name, and its "
                + $"source reads it as {(file.Gzip ? "gzip" : "plain")}. Deliver it under a name that fits, or land it with DuckDB.");
        }
    }

    /// <summary>The pattern by which Spark finds this file only.</summary>
    public static string Pattern(LandingFile file) => string.Concat($"file:{file.Location}".Select(c =>
        PatternCharacters.Contains(c) ? $"\\{c}" : $"{c}"));

    /// <summary>What Spark's <c>_metadata.file_path</c> tells of the file: its path as java.net.URI quotes it.</summary>
    public static string Address(LandingFile file)
    {
        var address = new StringBuilder("file:");
        foreach (var rune in file.Location.EnumerateRunes())
        {
            var text = rune.ToString();
            if (rune.IsAscii ? !PlainCharacters.Contains((char)rune.Value) : Rune.IsWhiteSpace(rune) || Rune.IsControl(rune))
            {
                text = string.Concat(Encoding.UTF8.GetBytes(text).Select(b => $"%{b:X2}"));
            }
            address.Append(text);
        }
        return address.ToString();
    }
}
