using System.Text.RegularExpressions;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Projects;

/// <summary>
/// Leaves of a table only the columns that a query's text names: it means the same without the others, unless it takes whole
/// rows. Most of the time that binding takes goes into columns that nobody asks for.
/// </summary>
internal static partial class NamedColumns
{
    // With these, or without SELECT, a query means columns that it does not name.
    private static readonly HashSet<string> WholeRows = new(StringComparer.OrdinalIgnoreCase)
    {
        "natural", "columns", "pivot", "unpivot", "summarize", "describe", "show", "table", "positional",
    };

    // What may follow the star of a select list, but no multiplication.
    private static readonly HashSet<string> AfterStar = new(StringComparer.OrdinalIgnoreCase)
    {
        "from", "exclude", "replace", "rename", "like", "ilike", "similar", "not", "glob",
    };

    private static readonly HashSet<string> BeforeStar = new(StringComparer.OrdinalIgnoreCase) { "select", "distinct", "all" };

    /// <summary>The words of a query; null when it may mean columns that it does not name.</summary>
    public static IReadOnlySet<string>? Words(string sql)
    {
        var words = Word().Matches(sql).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return words.Overlaps(WholeRows) || !Beginning().IsMatch(sql) || FromFirst().IsMatch(sql)
            || Stars(sql).Any(at => !IsProduct(sql, at) && !IsCount(sql, at))
            ? null
            : words;
    }

    /// <summary>The columns that are among the words; all when these are not known.</summary>
    public static StructType Of(StructType schema, IReadOnlySet<string>? words)
    {
        if (words is null)
        {
            return schema;
        }
        var named = schema.Fields.Where(field => words.Contains(field.Name) || !PlainName().IsMatch(field.Name)).ToList();
        return new StructType(named.Count == 0 ? [schema.Fields[0]] : [.. named]);
    }

    private static IEnumerable<int> Stars(string sql) => Enumerable.Range(0, sql.Length).Where(i => sql[i] == '*');

    private static bool IsCount(string sql, int at) => CountBefore().IsMatch(sql[..at]) && sql[(at + 1)..].TrimStart().StartsWith(')');

    private static bool IsProduct(string sql, int at)
    {
        var (before, after) = (sql[..at].TrimEnd(), sql[(at + 1)..].TrimStart());
        if (before.Length == 0 || after.Length == 0)
        {
            return false;
        }
        var (last, first) = (LastWord().Match(before).Value, FirstWord().Match(after).Value);
        return (IsOfName(before[^1]) || before[^1] is ')' or ']' or '"') && (IsOfName(after[0]) || after[0] is '(' or '-' or '"')
            && !BeforeStar.Contains(last) && !AfterStar.Contains(first);
    }

    private static bool IsOfName(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    [GeneratedRegex("[A-Za-z_][A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"^[A-Za-z_][A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex PlainName();

    [GeneratedRegex(@"^\s*(select|with)\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Beginning();

    [GeneratedRegex(@"(\(|\b(union|all|except|intersect|name))\s*from\b", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex FromFirst();

    [GeneratedRegex(@"\bcount\s*\(\s*\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex CountBefore();

    [GeneratedRegex(@"[A-Za-z0-9_]*\z", RegexOptions.CultureInvariant)]
    private static partial Regex LastWord();

    [GeneratedRegex("^[A-Za-z0-9_]*", RegexOptions.CultureInvariant)]
    private static partial Regex FirstWord();
}
