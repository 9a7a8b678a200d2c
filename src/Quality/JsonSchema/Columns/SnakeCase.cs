using System.Text;

namespace Lakehouse.Quality.JsonSchema.Columns;

/// <summary>Names in small letters and underlines.</summary>
internal static class SnakeCase
{
    public static string Of(string name)
    {
        var text = new StringBuilder();
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            var beginsWord = char.IsAsciiLetterUpper(c) && i > 0 && text[^1] != '_'
                && (!char.IsAsciiLetterUpper(name[i - 1]) || (i + 1 < name.Length && char.IsAsciiLetterLower(name[i + 1])));
            text.Append(beginsWord ? "_" : "").Append(c is '-' or '.' or ' ' ? '_' : char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
