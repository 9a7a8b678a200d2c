using System.Text;
using System.Text.RegularExpressions;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Dml;

/// <summary>
/// Turns the SQL that tables keep (constraints, generated columns, defaults), which is Spark's, into DuckDB's. Closed: what
/// is not known to mean the same in both is refused.
/// </summary>
internal static partial class SparkExpression
{
    private static readonly HashSet<string> Classes =
        ["COLUMN_REF", "CONSTANT", "COMPARISON", "CONJUNCTION", "BETWEEN", "OPERATOR", "CAST", "FUNCTION", "CASE"];

    private static readonly HashSet<string> Operators =
    [
        "OPERATOR_NOT", "OPERATOR_IS_NULL", "OPERATOR_IS_NOT_NULL", "OPERATOR_COALESCE", "COMPARE_IN", "COMPARE_NOT_IN",
    ];

    private static readonly HashSet<string> CastTypes = ["DATE", "DOUBLE", "DECIMAL"];

    private static readonly HashSet<string> Functions = new(StringComparer.OrdinalIgnoreCase)
    {
        "+", "-", "*", "/", "%", "~~", "!~~", "abs", "length", "char_length", "character_length", "year", "month", "day",
        "dayofmonth", "quarter", "hour", "minute",
    };

    private static readonly string[] Keywords = ["and", "between", "false", "in", "is", "like", "not", "null", "or", "true"];

    private static readonly string[] CaseKeywords = ["case", "when", "then", "else", "end"];

    /// <summary>The same expression for DuckDB.</summary>
    /// <param name="engine">Parses it.</param>
    /// <param name="text">The expression as the table has it.</param>
    /// <param name="columns">Names of columns, of any case: Spark does not quote all that DuckDB reserves, such as <c>at</c>.</param>
    /// <param name="cancellationToken">Ends the parsing.</param>
    /// <exception cref="EngineException"><see cref="ErrorCodes.QueryInvalid"/>: it may mean something else there.</exception>
    public static async Task<SqlExpression> ParseAsync(
        DuckDbEngine engine, string text, IReadOnlySet<string> columns, CancellationToken cancellationToken)
    {
        var expression = await SqlExpression.ParseAsync(engine, Translate(text, columns), cancellationToken).ConfigureAwait(false);
        foreach (var node in expression.Nodes)
        {
            var kind = SqlExpression.Class(node);
            if (kind.Length > 0 && !Classes.Contains(kind))
            {
                throw Unknown(text, $"{kind} expressions");
            }
            if (kind == "OPERATOR" && node.GetProperty("type").GetString() is var name && !Operators.Contains(name!))
            {
                throw Unknown(text, name!);
            }
            if (kind == "CAST" && node.GetProperty("cast_type").GetProperty("id").GetString() is var type && !CastTypes.Contains(type!))
            {
                throw Unknown(text, $"casts to {type}");
            }
        }
        if (expression.Functions.FirstOrDefault(name => !Functions.Contains(name)) is { } function)
        {
            throw Unknown(text, $"the function {function}");
        }
        return expression;
    }

    // `name` and "text" are written "name" and 'text'; a <=> b compares nulls too.
    private static string Translate(string text, IReadOnlySet<string> columns)
    {
        var result = new StringBuilder(text.Length);
        var keywords = KeywordsOf(text);
        var word = "";
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '`':
                    result.Append('"').Append(Quoted(text, ref at).Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
                    break;
                case '\'' or '"':
                    var quoted = Quoted(text, ref at);
                    if (quoted.Contains('\\', StringComparison.Ordinal))
                    {
                        throw Unknown(text, "backslashes in texts");
                    }
                    result.Append('\'').Append(quoted.Replace("'", "''", StringComparison.Ordinal)).Append('\'');
                    break;
                case '<' when text.AsSpan(at).StartsWith("<=>"):
                    result.Append(" is not distinct from ");
                    at += 2;
                    break;
                case var first when IsOfWord(first):
                    var start = at;
                    while (at + 1 < text.Length && IsOfWord(text[at + 1])) at++;
                    var isType = word.Equals("as", StringComparison.OrdinalIgnoreCase) && keywords.Contains(word);
                    word = text[start..(at + 1)];
                    // A call, or a literal such as DATE '2026-01-01'.
                    var isOther = text.AsSpan(at + 1).TrimStart() is ['(' or '\'' or '"', ..];
                    var isColumn = columns.Contains(word) && !keywords.Contains(word) && !isOther && !isType;
                    result.Append(isColumn ? Sql.Name(word) : word);
                    break;
                default:
                    result.Append(text[at]);
                    break;
            }
        }
        return result.ToString();
    }

    /// <summary>Words that are no columns in this text: those of CASE and CAST may be, in a text without.</summary>
    private static HashSet<string> KeywordsOf(string text)
    {
        var keywords = new HashSet<string>(Keywords, StringComparer.OrdinalIgnoreCase);
        if (CaseWords().IsMatch(text))
        {
            keywords.UnionWith(CaseKeywords);
        }
        if (CastCall().IsMatch(text))
        {
            keywords.UnionWith(["cast", "as"]);
        }
        return keywords;
    }

    [GeneratedRegex(@"\bwhen\b.*\bthen\b", RegexOptions.IgnoreCase | RegexOptions.Singleline)]
    private static partial Regex CaseWords();

    [GeneratedRegex(@"\bcast\s*\(", RegexOptions.IgnoreCase)]
    private static partial Regex CastCall();

    private static bool IsOfWord(char character) => char.IsAsciiLetterOrDigit(character) || character == '_';

    /// <summary>What stands between quotes; afterwards <paramref name="at"/> is at the closing one.</summary>
    private static string Quoted(string text, ref int at)
    {
        var quote = text[at];
        var content = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != quote)
            {
                content.Append(text[at]);
            }
            else if (at + 1 < text.Length && text[at + 1] == quote)
            {
                if (quote != '`')
                {
                    throw Unknown(text, "two quotes in a row");
                }
                content.Append(quote);
                at++;
            }
            else
            {
                return content.ToString();
            }
        }
        throw Unknown(text, "a quote without its end");
    }

    private static EngineException Unknown(string text, string what) => new(
        ErrorCodes.QueryInvalid,
        $"the table's expression '{text}' has {what}, which may mean something else in DuckDB. Write with another program, or "
        + "change the expression.");
}
