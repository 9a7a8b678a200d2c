using System.Text.RegularExpressions;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Queries;

/// <summary>Makes SQL of names such as <c>silver.orders@v3</c> and of <c>delta_scan('PATH')</c>.</summary>
internal static partial class PinnedNames
{
    /// <summary>
    /// The text with such names quoted: <c>silver."orders@v3"</c>, <c>"delta_scan('PATH')"</c>; texts, comments and quoted
    /// names stay.
    /// </summary>
    /// <param name="sql">What the user wrote.</param>
    /// <param name="folders">The paths of <c>delta_scan</c> by the names that stand for them.</param>
    public static string Quote(string sql, out IReadOnlyDictionary<string, string> folders)
    {
        var found = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        folders = found;
        return Pieces().Replace(sql, piece =>
        {
            if (piece.Groups["path"] is { Success: true } path)
            {
                var folder = path.Value.Replace("''", "'", StringComparison.Ordinal);
                var name = $"delta_scan('{path.Value}')";
                // DuckDB ignores the case of names, and folders may differ in it.
                while (!found.TryAdd(name, folder) && found[name] != folder)
                {
                    name += " ";
                }
                return Sql.Name(name);
            }
            return piece.Groups["name"].Success
                ? $"{piece.Groups["schema"].Value}\"{piece.Groups["name"].Value}\""
                : piece.Value;
        });
    }

    [GeneratedRegex("""
        [eE]'(?:[^'\\]|\\.|'')*'
        | '(?:[^']|'')*'
        | "(?:[^"]|"")*"
        | \$(?<tag>[A-Za-z_]*)\$.*?\$\k<tag>\$
        | --[^\n]*
        | /\*.*?\*/
        | \bdelta_scan\s*\(\s*'(?<path>(?:[^']|'')*)'\s*\)
        | \b(?<schema>(?:(?:bronze|silver|gold|ops)\s*\.\s*)?)(?<name>[A-Za-z_]\w*@v[0-9]+)\b
        | \b\w+
        """, RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline | RegexOptions.IgnoreCase
            | RegexOptions.CultureInvariant)]
    private static partial Regex Pieces();
}
