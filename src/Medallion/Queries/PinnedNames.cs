using System.Text.RegularExpressions;

namespace Lakehouse.Medallion.Queries;

/// <summary>Makes SQL of names such as <c>silver.orders@v3</c>.</summary>
internal static partial class PinnedNames
{
    /// <summary>The text with such names quoted: <c>silver."orders@v3"</c>; texts, comments and quoted names stay.</summary>
    public static string Quote(string sql) => Pieces().Replace(
        sql, piece => piece.Groups["name"].Success
            ? $"{piece.Groups["schema"].Value}\"{piece.Groups["name"].Value}\""
            : piece.Value);

    [GeneratedRegex("""
        [eE]'(?:[^'\\]|\\.|'')*'
        | '(?:[^']|'')*'
        | "(?:[^"]|"")*"
        | \$(?<tag>[A-Za-z_]*)\$.*?\$\k<tag>\$
        | --[^\n]*
        | /\*.*?\*/
        | \b(?<schema>(?:(?:bronze|silver|gold|ops)\s*\.\s*)?)(?<name>[A-Za-z_]\w*@v[0-9]+)\b
        | \b\w+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
