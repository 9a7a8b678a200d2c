namespace Lakehouse.Quality.Yaml;

/// <summary>Texts of users in messages.</summary>
internal static class YamlText
{
    private const int Longest = 60;

    /// <summary>The text on one line, its end left out when it is long.</summary>
    public static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= Longest ? line : line[..(Longest - 3)] + "...";
    }
}
