namespace Lakehouse.Quality.Protobuf;

/// <summary>Splits a <c>.proto</c> file into words, signs, numbers and texts, and remembers the comment before each.</summary>
internal sealed class ProtoTokens
{
    private readonly List<(string Text, int Line, string? Comment)> _tokens = [];
    private readonly string _file;
    private int _next;

    public ProtoTokens(string file, string text)
    {
        _file = file;
        Split(text);
    }

    public bool AtEnd => _next >= _tokens.Count;

    public int Line => _tokens.Count == 0 ? 1 : _tokens[Math.Min(_next, _tokens.Count - 1)].Line;

    public string Peek => AtEnd ? "" : _tokens[_next].Text;

    /// <summary>The comment that ends right before the next token.</summary>
    public string? Comment => AtEnd ? null : _tokens[_next].Comment;

    public string Take() => AtEnd ? throw Refuse("the file ends too early") : _tokens[_next++].Text;

    public bool TryTake(string text)
    {
        if (Peek != text)
        {
            return false;
        }
        _next++;
        return true;
    }

    public void Expect(string text)
    {
        if (!TryTake(text))
        {
            throw Refuse($"'{text}' is expected, not '{(AtEnd ? "the end" : Peek)}'");
        }
    }

    /// <summary>A name, with points where it may have them.</summary>
    public string Name()
    {
        var name = Take();
        return name.Length > 0 && (char.IsAsciiLetter(name[0]) || name[0] is '_' or '.') ? name : throw Refuse($"'{name}' is no name");
    }

    public int Number()
    {
        var negative = TryTake("-");
        var text = Take();
        try
        {
            var number = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? Convert.ToInt64(text, 16)
                : text.Length > 1 && text[0] == '0' ? Convert.ToInt64(text, 8)
                : Convert.ToInt64(text, 10);
            return checked((int)(negative ? -number : number));
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            throw Refuse($"'{text}' is no number");
        }
    }

    /// <summary>A quoted text; neighbours are joined.</summary>
    public string Quoted()
    {
        var text = "";
        do
        {
            var token = Take();
            text += token.Length > 1 && token[0] is '"' or '\'' ? token[1..^1] : throw Refuse($"'{token}' is no quoted text");
        }
        while (Peek.StartsWith('"') || Peek.StartsWith('\''));
        return text;
    }

    /// <summary>Leaves out everything up to the end of the statement or its block.</summary>
    public void SkipStatement()
    {
        var depth = 0;
        while (true)
        {
            switch (Take())
            {
                case "{" or "[" or "(":
                    depth++;
                    break;
                case "}" when --depth <= 0:
                    TryTake(";");
                    return;
                case "]" or ")":
                    depth--;
                    break;
                case ";" when depth == 0:
                    return;
            }
        }
    }

    public ContractException Refuse(string reason) => SchemaProblem.At(_file, reason, Line);

    private void Split(string text)
    {
        var line = 1;
        string? comment = null;
        for (var i = 0; i < text.Length;)
        {
            var rest = text.AsSpan(i);
            if (rest[0] == '\n')
            {
                line++;
                i++;
            }
            else if (char.IsWhiteSpace(rest[0]) || rest[0] == '\uFEFF')
            {
                i++;
            }
            else if (rest.StartsWith("//"))
            {
                var length = Length(rest.IndexOf('\n'), rest.Length);
                comment = Join(comment, rest[2..length].Trim());
                i += length;
            }
            else if (rest.StartsWith("/*"))
            {
                var end = rest[2..].IndexOf("*/");
                if (end < 0)
                {
                    throw SchemaProblem.At(_file, "a comment is not closed", line);
                }
                comment = Join(comment, string.Join(' ', rest.Slice(2, end).ToString().Split('\n').Select(l => l.Trim(' ', '*', '\r'))).Trim());
                line += rest[..(end + 4)].Count('\n');
                i += end + 4;
            }
            else
            {
                var length = TokenLength(rest, line);
                _tokens.Add((rest[..length].ToString(), line, comment));
                comment = null;
                i += length;
            }
        }
    }

    private static string Join(string? comment, ReadOnlySpan<char> more) => comment is null ? more.ToString() : $"{comment} {more}";

    private static int Length(int index, int otherwise) => index < 0 ? otherwise : index;

    private int TokenLength(ReadOnlySpan<char> rest, int line)
    {
        if (rest[0] is '"' or '\'')
        {
            for (var i = 1; i < rest.Length && rest[i] != '\n'; i++)
            {
                if (rest[i] == '\\')
                {
                    i++;
                }
                else if (rest[i] == rest[0])
                {
                    return i + 1;
                }
            }
            throw SchemaProblem.At(_file, "a text is not closed", line);
        }
        var length = 0;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit(rest[length]) || rest[length] is '_' or '.'))
        {
            length++;
        }
        return Math.Max(length, 1);
    }
}
