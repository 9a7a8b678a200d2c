using System.Text.Json;

namespace Lakehouse.Quality.Expectations.Conditions;

/// <summary>
/// Reads the text of a row condition: pandas (<c>age &gt; 18 and country in ["DE"]</c>), Great Expectations
/// (<c>col("age") &gt; 18</c>, <c>col("age").notNull()</c>) and Spark (<c>age &gt; 18 AND city IS NOT NULL</c>). What is
/// read becomes SQL of our own; nothing of the text itself reaches the engine.
/// </summary>
internal sealed class ConditionParser
{
    private const int DeepestNesting = 50;

    private readonly List<string> _tokens;
    private readonly bool _nullIsFalse;
    private int _at;
    private int _depth;

    private ConditionParser(List<string> tokens, bool nullIsFalse) => (_tokens, _nullIsFalse) = (tokens, nullIsFalse);

    private string Next => _at < _tokens.Count ? _tokens[_at] : "";

    /// <summary>Reads a condition.</summary>
    /// <param name="text">Its text.</param>
    /// <param name="parser"><c>pandas</c>, <c>great_expectations</c> or <c>spark</c>.</param>
    /// <param name="problem">What is wrong with it; null when it was read.</param>
    public static RowCondition? Parse(string text, string parser, out string? problem)
    {
        problem = null;
        if (ConditionTokens.Split(text) is not { } tokens)
        {
            problem = "it has a character or a quote that no condition has";
            return null;
        }
        var reader = new ConditionParser(tokens, parser == "pandas");
        try
        {
            var condition = reader.Any();
            return reader._at == tokens.Count ? condition : throw reader.Unexpected("the end");
        }
        catch (FormatException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private RowCondition Any() => Series(All, all: false, "or", "|", "||");

    private RowCondition All() => Series(One, all: true, "and", "&", "&&");

    private RowCondition Series(Func<RowCondition> read, bool all, params string[] words)
    {
        var conditions = new List<RowCondition> { read() };
        while (words.Any(Take))
        {
            conditions.Add(read());
        }
        return conditions.Count == 1 ? conditions[0] : new RowCondition.Several(all, conditions);
    }

    private RowCondition One()
    {
        if (++_depth > DeepestNesting)
        {
            throw new FormatException($"it is nested deeper than {DeepestNesting} levels");
        }
        var condition = Take("not") || Take("~") || Take("!") ? new RowCondition.Not(One())
            : Take("(") ? Closed(Any())
            : AboutColumn();
        _depth--;
        return condition;
    }

    private RowCondition Closed(RowCondition condition)
    {
        Expect(")");
        return condition;
    }

    private RowCondition AboutColumn()
    {
        if (Value() is { } value)
        {
            var turned = Operator() switch { "<" => ">", ">" => "<", "<=" => ">=", ">=" => "<=", var same => same };
            return new RowCondition.Comparison(Column(), turned, new Operand(null, value), _nullIsFalse);
        }
        var column = Column();
        if (Take("."))
        {
            var isNull = Next.ToLowerInvariant() switch
            {
                "isnull" or "isna" => true,
                "notnull" or "notna" or "isnotnull" => false,
                _ => throw Unexpected("isnull() or notnull()"),
            };
            _at++;
            Expect("(");
            Expect(")");
            return new RowCondition.Nullity(column, isNull);
        }
        if (Take("is"))
        {
            var isNull = !Take("not");
            return Take("null") || Take("none") ? new RowCondition.Nullity(column, isNull) : throw Unexpected("null");
        }
        var isIn = !Take("not");
        if (Take("in"))
        {
            return new RowCondition.Membership(column, List(), isIn, _nullIsFalse);
        }
        if (!isIn)
        {
            throw Unexpected("in");
        }
        return Next is "" or ")" or "&" or "|" or "&&" or "||" || IsWord("and") || IsWord("or")
            ? new RowCondition.Truth(column)
            : new RowCondition.Comparison(column, Operator(), Operand(), _nullIsFalse);
    }

    private List<Operand> List()
    {
        var end = Take("[") ? "]" : Take("(") ? ")" : throw Unexpected("a list");
        var values = new List<Operand>();
        while (!Take(end))
        {
            values.Add(Value() is { } value ? new Operand(null, value) : throw Unexpected("a value"));
            if (!Take(",") && Next != end)
            {
                throw Unexpected(end);
            }
        }
        return values;
    }

    private Operand Operand() => Value() is { } value ? new Operand(null, value) : new Operand(Column(), default);

    private string Operator()
    {
        var sql = Next switch
        {
            "==" or "=" => "=",
            "!=" or "<>" => "<>",
            "<" or "<=" or ">" or ">=" => Next,
            _ => throw Unexpected("a comparison"),
        };
        _at++;
        return sql;
    }

    private string Column()
    {
        var token = Next;
        _at++;
        if (token is "col" or "F.col")
        {
            Expect("(");
            var name = Value() is { ValueKind: JsonValueKind.String } text ? text.GetString()! : throw Unexpected("the name of a column");
            Expect(")");
            return name;
        }
        if (token.StartsWith('`'))
        {
            return token[1..^1];
        }
        if (token.Length > 0 && (char.IsLetter(token[0]) || token[0] == '_'))
        {
            return token;
        }
        _at--;
        throw Unexpected("a column");
    }

    private JsonElement? Value()
    {
        var token = Next;
        var json = token switch
        {
            "" => null,
            ['"' or '\'', ..] => JsonSerializer.Serialize(Unescape(token[1..^1])),
            ['-' or (>= '0' and <= '9'), ..] => token,
            _ => token.ToLowerInvariant() is var word and ("true" or "false") ? word : null,
        };
        if (json is null)
        {
            return null;
        }
        _at++;
        try
        {
            return JsonDocument.Parse(json).RootElement;
        }
        catch (JsonException)
        {
            throw new FormatException($"{token} is no number");
        }
    }

    private static string Unescape(string text)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            var isEscape = text[i] == '\\' && i + 1 < text.Length;
            result.Append(!isEscape ? text[i] : text[++i] switch { 'n' => '\n', 't' => '\t', var same => same });
        }
        return result.ToString();
    }

    private bool IsWord(string word) => Next.Equals(word, StringComparison.OrdinalIgnoreCase);

    private bool Take(string token)
    {
        var isNext = IsWord(token);
        _at += isNext ? 1 : 0;
        return isNext;
    }

    private void Expect(string token)
    {
        if (!Take(token))
        {
            throw Unexpected($"'{token}'");
        }
    }

    private FormatException Unexpected(string wanted) =>
        new($"it has {(Next.Length == 0 ? "nothing" : $"'{Next}'")} where {wanted} must stand");
}
