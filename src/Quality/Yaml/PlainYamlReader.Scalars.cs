using System.Buffers;
using System.Text;

namespace Lakehouse.Quality.Yaml;

/// <content>Single values and texts of several lines.</content>
internal sealed partial class PlainYamlReader
{
    private static readonly SearchValues<char> EndOfPlain = SearchValues.Create(":#");
    private static readonly SearchValues<char> EndOfFlowPlain = SearchValues.Create(":#,[]{}");

    // A value within the line; afterwards the reader stands behind it, or at a colon that makes it a key.
    private YamlScalar? ReadScalar(bool inFlow)
    {
        if (_at >= _lineEnd)
        {
            return null;
        }
        switch (_text[_at])
        {
            case '\'':
                return ReadSingleQuoted();
            case '"':
                return ReadDoubleQuoted();
            case '?' or ':' or ',' or '[' or ']' or '{' or '}' or '#' or '&' or '*' or '!' or '|' or '>' or '%' or '@' or '`':
            case '-' when IsBlank(_at + 1) || (inFlow && _text[_at + 1] is ',' or '[' or ']' or '{' or '}'):
                return null;
            default:
                return ReadPlain(inFlow);
        }
    }

    private YamlScalar? ReadPlain(bool inFlow)
    {
        var (start, position) = (_at, Here);
        while (true)
        {
            var length = _text.AsSpan(_at, _lineEnd - _at).IndexOfAny(inFlow ? EndOfFlowPlain : EndOfPlain);
            _at = length < 0 ? _lineEnd : _at + length;
            if (_at == _lineEnd)
            {
                break;
            }
            var c = _text[_at];
            if (c == ':' ? IsBlank(_at + 1) : c != '#' || _text[_at - 1] == ' ')
            {
                break;
            }
            if (inFlow && c == ':')
            {
                return null;
            }
            _at++;
        }
        var text = _text.AsSpan(start, _at - start).TrimEnd(' ');
        if (Is(_at, '#'))
        {
            // The space before belongs to the comment.
            _at--;
        }
        if (!Is(_at, ':'))
        {
            return new YamlScalar(position, text.ToString(), IsPlain: true);
        }
        // The library has its own idea of an asterisk in a key.
        return text.Contains('*') ? null : new YamlScalar(position, Key(text), IsPlain: true);
    }

    private string Key(ReadOnlySpan<char> text)
    {
        if (!_keys.TryGetValue(text, out var key))
        {
            key = text.ToString();
            _keys.Set.Add(key);
        }
        return key;
    }

    private YamlScalar? ReadSingleQuoted()
    {
        var position = Here;
        var start = ++_at;
        while (true)
        {
            var length = _text.AsSpan(_at, _lineEnd - _at).IndexOf('\'');
            if (length < 0)
            {
                return null;
            }
            _at += length + 1;
            if (!Is(_at, '\''))
            {
                break;
            }
            _at++;
        }
        var text = _text[start..(_at - 1)].Replace("''", "'", StringComparison.Ordinal);
        return new YamlScalar(position, text, IsPlain: false);
    }

    private YamlScalar? ReadDoubleQuoted()
    {
        var (position, text) = (Here, new StringBuilder());
        _at++;
        while (true)
        {
            var length = _text.AsSpan(_at, _lineEnd - _at).IndexOfAny('"', '\\');
            if (length < 0)
            {
                return null;
            }
            text.Append(_text, _at, length);
            _at += length + 1;
            if (_text[_at - 1] == '"')
            {
                return new YamlScalar(position, text.ToString(), IsPlain: false);
            }
            char? escaped = _at >= _lineEnd ? null : _text[_at++] switch
            {
                '\\' => '\\',
                '"' => '"',
                'n' => '\n',
                't' => '\t',
                _ => null,
            };
            if (escaped is null)
            {
                return null;
            }
            text.Append(escaped.Value);
        }
    }

    // A text of several lines: each by itself, or, without empty lines and lines further in, all as one.
    private YamlScalar? ReadText(int column)
    {
        var (position, isFolded) = (Here, _text[_at] == '>');
        _at++;
        var isStripped = Is(_at, '-');
        _at += isStripped ? 1 : 0;
        if (!SkipToEndOfLine())
        {
            return null;
        }
        var (lines, indent) = (new List<string>(), 0);
        while (_lineEnd < _text.Length)
        {
            var (start, length) = (_lineEnd + 1, _text.AsSpan(_lineEnd + 1).IndexOf('\n'));
            var line = length < 0 ? _text.AsSpan(start) : _text.AsSpan(start, length);
            var itsIndent = line.IndexOfAnyExcept(' ');
            if (lines.Count == 0)
            {
                indent = itsIndent;
            }
            if (itsIndent >= 0 && (itsIndent < indent || indent <= column))
            {
                break;
            }
            if (indent <= column || length < 0 || (itsIndent < 0 && line.Length > indent) || (isFolded && itsIndent != indent))
            {
                // Left to the library: leading empty lines, a last line without an end, lines of spaces, folded paragraphs.
                return null;
            }
            lines.Add(itsIndent < 0 ? "" : line[indent..].ToString());
            _line++;
            (_lineStart, _lineEnd) = (start, start + length);
        }
        while (lines.Count > 0 && lines[^1].Length == 0)
        {
            lines.RemoveAt(lines.Count - 1);
        }
        if (lines.Count == 0)
        {
            return null;
        }
        var text = string.Join(isFolded ? ' ' : '\n', lines) + (isStripped ? "" : "\n");
        return NextLine() && Column > column ? null : new YamlScalar(position, text, IsPlain: false);
    }
}
