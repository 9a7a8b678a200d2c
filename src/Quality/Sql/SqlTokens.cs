using System.Text;

namespace Lakehouse.Quality.Sql;

/// <summary>Splits SQL into tokens without comments and blanks; enough to guard fragments and to compare queries.</summary>
internal static class SqlTokens
{
    /// <summary>The tokens, or null when a quote or a comment is not closed.</summary>
    public static IReadOnlyList<string>? Split(string sql)
    {
        var tokens = new List<string>();
        for (var at = 0; at < sql.Length;)
        {
            var end = End(sql, at);
            if (end < 0)
            {
                return null;
            }
            if (!char.IsWhiteSpace(sql[at]) && !IsComment(sql, at))
            {
                tokens.Add(sql[at..end]);
            }
            at = end;
        }
        return tokens;
    }

    /// <summary>Why a text cannot stand as an expression or a subquery inside of a statement; null when it can.</summary>
    public static string? RefuseFragment(string sql)
    {
        if (Split(sql) is not { } tokens)
        {
            return "has a quote or a comment that is not closed";
        }
        if (tokens.Count == 0)
        {
            return "is empty";
        }
        if (HasComment(sql))
        {
            return "has a comment in it";
        }
        var open = new Stack<string>();
        foreach (var token in tokens)
        {
            switch (token)
            {
                case ";":
                    return "has a ';' in it";
                case "(" or "[" or "{":
                    open.Push(token);
                    break;
                case ")" or "]" or "}" when !open.TryPop(out var opening) || opening + token is not ("()" or "[]" or "{}"):
                    return $"closes '{token}' without opening it";
            }
        }
        return open.TryPop(out var unclosed) ? $"does not close '{unclosed}'" : null;
    }

    /// <summary>The query with single blanks between its tokens: equal for queries that differ in layout only.</summary>
    public static string Normalize(string sql)
    {
        if (Split(sql) is not { } tokens)
        {
            return sql;
        }
        var text = new StringBuilder();
        foreach (var token in tokens)
        {
            text.Append(text.Length == 0 ? "" : " ").Append(token);
        }
        return text.ToString();
    }

    private static bool HasComment(string sql)
    {
        for (var at = 0; at < sql.Length; at = End(sql, at))
        {
            if (IsComment(sql, at))
            {
                return true;
            }
        }
        return false;
    }

    // The index after the token, comment or run of blanks that starts at a place; -1 when it does not end.
    private static int End(string sql, int at)
    {
        var c = sql[at];
        if (IsComment(sql, at))
        {
            return c == '-' ? LineEnd(sql, at) : CommentEnd(sql, at);
        }
        if (c is '\'' or '"')
        {
            return QuoteEnd(sql, at + 1, c, escapes: false);
        }
        if (c is 'e' or 'E' && at + 1 < sql.Length && sql[at + 1] == '\'')
        {
            return QuoteEnd(sql, at + 2, '\'', escapes: true);
        }
        if (c == '$' && DollarEnd(sql, at) is { } dollarEnd)
        {
            return dollarEnd;
        }
        return char.IsWhiteSpace(c) ? RunEnd(sql, at, char.IsWhiteSpace)
            : IsWordPart(c) ? RunEnd(sql, at, IsWordPart)
            : at + 1;
    }

    private static bool IsComment(string sql, int at) =>
        string.CompareOrdinal(sql, at, "--", 0, 2) == 0 || string.CompareOrdinal(sql, at, "/*", 0, 2) == 0;

    private static bool IsWordPart(char c) => char.IsLetterOrDigit(c) || c is '_' or '.' || char.IsSurrogate(c);

    private static int RunEnd(string sql, int at, Func<char, bool> belongs)
    {
        while (at < sql.Length && belongs(sql[at]))
        {
            at++;
        }
        return at;
    }

    private static int LineEnd(string sql, int at)
    {
        var end = sql.AsSpan(at).IndexOfAny('\n', '\r');
        return end < 0 ? sql.Length : at + end;
    }

    private static int CommentEnd(string sql, int at)
    {
        var depth = 0;
        for (; at + 1 < sql.Length; at++)
        {
            if (sql[at] == '/' && sql[at + 1] == '*')
            {
                depth++;
                at++;
            }
            else if (sql[at] == '*' && sql[at + 1] == '/')
            {
                at++;
                if (--depth == 0)
                {
                    return at + 1;
                }
            }
        }
        return -1;
    }

    private static int QuoteEnd(string sql, int at, char quote, bool escapes)
    {
        for (; at < sql.Length; at++)
        {
            if (escapes && sql[at] == '\\')
            {
                at++;
            }
            else if (sql[at] == quote)
            {
                if (at + 1 == sql.Length || sql[at + 1] != quote)
                {
                    return at + 1;
                }
                at++;
            }
        }
        return -1;
    }

    // $tag$ ... $tag$ is a text; a single $ (a parameter) is not.
    private static int? DollarEnd(string sql, int at)
    {
        var tagEnd = RunEnd(sql, at + 1, c => char.IsLetterOrDigit(c) || c == '_');
        if (tagEnd >= sql.Length || sql[tagEnd] != '$' || (tagEnd > at + 1 && char.IsDigit(sql[at + 1])))
        {
            return null;
        }
        var tag = sql[at..(tagEnd + 1)];
        var close = sql.IndexOf(tag, tagEnd + 1, StringComparison.Ordinal);
        return close < 0 ? -1 : close + tag.Length;
    }
}
