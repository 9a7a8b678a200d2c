using System.Buffers;
using System.Runtime.InteropServices;

namespace Lakehouse.Quality.Yaml;

/// <summary>
/// Reads the YAML that people mostly write, several times faster than the library: nested mappings and lists, single values and flow
/// collections on one line, texts of several lines with <c>|</c> and <c>&gt;</c>, comments. Whatever else a file holds, and
/// whatever is wrong with it, is left to the library: then there is no answer here.
/// </summary>
internal sealed partial class PlainYamlReader
{
    private static readonly SearchValues<char> Usual = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c), '\n']);

    private const int MaxDepth = 40;
    private const int LongestKey = 100;
    private const int MostEntries = 200;

    private readonly string _file;
    private readonly string _text;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _keys =
        new HashSet<string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    // What was read of the collections that are not closed yet, each behind the one around it.
    private readonly List<KeyValuePair<YamlScalar, YamlNode>> _entries = [];
    private readonly List<YamlNode> _items = [];

    private int _line;
    private int _lineStart;
    private int _lineEnd = -1;
    private int _at;
    private int _depth;
    private int _block;

    private PlainYamlReader(string file, string text) => (_file, _text) = (file, text);

    private int Column => _at - _lineStart;

    private bool IsAtEnd => _at >= _text.Length;

    private FilePosition Here => new(_file, _line, Column + 1);

    /// <summary>The mapping at the root of the file; null where the library has to say what the file holds.</summary>
    public static YamlMapping? Read(string file, string text)
    {
        if (HasUnusual(text))
        {
            return null;
        }
        var reader = new PlainYamlReader(file, text);
        return reader.NextLine() && reader.Column == 0 && reader.ReadBlock() is YamlMapping root && reader.IsAtEnd ? root : null;
    }

    private static bool HasUnusual(string text)
    {
        var first = text.AsSpan().IndexOfAnyExcept(Usual);
        foreach (var c in first < 0 ? [] : text.AsSpan(first))
        {
            if (c is < ' ' and not '\n' or (> '~' and < '\u00A0') or '\u2028' or '\u2029' or >= '\uD800')
            {
                return true;
            }
        }
        return false;
    }

    // To the first character of the next line that holds more than a comment; false at the end, and where documents begin or end.
    private bool NextLine()
    {
        while (_lineEnd < _text.Length)
        {
            _lineStart = _lineEnd + 1;
            _line++;
            var length = _text.AsSpan(_lineStart).IndexOf('\n');
            _lineEnd = length < 0 ? _text.Length : _lineStart + length;
            var indent = _text.AsSpan(_lineStart, _lineEnd - _lineStart).IndexOfAnyExcept(' ');
            _at = _lineStart + indent;
            if (indent >= 0 && _text[_at] != '#')
            {
                return true;
            }
        }
        _at = _text.Length;
        return false;
    }

    private bool Is(int at, char c) => at < _lineEnd && _text[at] == c;

    private bool IsBlank(int at) => at >= _lineEnd || _text[at] == ' ';

    private bool IsItem => Is(_at, '-') && IsBlank(_at + 1);

    private bool IsMarker => Column == 0 && _text.AsSpan(_at) is ['-', '-', '-', ..] or ['.', '.', '.', ..];

    // Whether nothing but a comment follows in the line.
    private bool SkipToEndOfLine()
    {
        var before = _at;
        while (Is(_at, ' '))
        {
            _at++;
        }
        return _at >= _lineEnd || (Is(_at, '#') && _at > before);
    }

    private YamlNode? ReadBlock()
    {
        if (++_depth > MaxDepth || IsMarker)
        {
            return null;
        }
        var node = IsItem ? ReadSequence() : ReadNode();
        _depth--;
        return node;
    }

    // A mapping, or a value on a line of its own.
    private YamlNode? ReadNode()
    {
        var node = _text[_at] is '[' or '{' ? ReadFlow() : ReadScalar(inFlow: false);
        if (node is YamlScalar key && IsKey)
        {
            return ReadMapping(key);
        }
        return node is not null && SkipToEndOfLine() && (NextLine() || IsAtEnd) ? node : null;
    }

    private bool IsKey => Is(_at, ':') && IsBlank(_at + 1);

    private YamlMapping? ReadMapping(YamlScalar first)
    {
        var column = first.Position.Column - 1;
        var start = _entries.Count;
        var key = first;
        while (true)
        {
            if (key is null || !IsKey || !IsNewKey(key, start))
            {
                return null;
            }
            _at++;
            _block = column;
            if (ReadValue(column) is not { } value)
            {
                return null;
            }
            _entries.Add(new(key, value));
            if (IsAtEnd || Column < column)
            {
                return new YamlMapping(first.Position, Take(_entries, start));
            }
            if (Column > column || IsItem || IsMarker)
            {
                return null;
            }
            key = ReadScalar(inFlow: false);
        }
    }

    private static T[] Take<T>(List<T> stack, int start)
    {
        var taken = CollectionsMarshal.AsSpan(stack)[start..].ToArray();
        CollectionsMarshal.SetCount(stack, start);
        return taken;
    }

    private bool IsNewKey(YamlScalar key, int start)
    {
        foreach (var entry in CollectionsMarshal.AsSpan(_entries)[start..])
        {
            if (entry.Key.Text == key.Text)
            {
                return false;
            }
        }
        return _entries.Count - start < MostEntries && key.Text.Length <= LongestKey && key.Text is not "<<";
    }

    // What follows a key and its colon; afterwards the reader stands at the next line.
    private YamlNode? ReadValue(int column)
    {
        if (!SkipToEndOfLine())
        {
            return ReadInline(column);
        }
        return NextLine() && (Column > column || (Column == column && IsItem)) ? ReadBlock() : null;
    }

    private YamlNode? ReadInline(int column)
    {
        if (_text[_at] is '|' or '>')
        {
            return ReadText(column);
        }
        var node = _text[_at] is '[' or '{' ? ReadFlow() : ReadScalar(inFlow: false);
        if (node is null || !SkipToEndOfLine())
        {
            return null;
        }
        // A line further in would go on with the value.
        return NextLine() && Column > column ? null : node;
    }

    private YamlSequence? ReadSequence()
    {
        var column = Column;
        var position = Here;
        var start = _items.Count;
        while (true)
        {
            _at++;
            _block = column;
            if (ReadItem(column) is not { } item)
            {
                return null;
            }
            _items.Add(item);
            if (IsAtEnd || Column < column || (Column == column && !IsItem))
            {
                return new YamlSequence(position, Take(_items, start));
            }
            if (Column > column)
            {
                return null;
            }
        }
    }

    private YamlNode? ReadItem(int column)
    {
        if (SkipToEndOfLine())
        {
            return NextLine() && Column > column ? ReadBlock() : null;
        }
        if (IsItem)
        {
            return ReadBlock();
        }
        if (_text[_at] is '|' or '>' or '[' or '{')
        {
            return ReadInline(column);
        }
        if (ReadScalar(inFlow: false) is not { } scalar)
        {
            return null;
        }
        if (IsKey)
        {
            var mapping = ++_depth > MaxDepth ? null : ReadMapping(scalar);
            _depth--;
            return mapping;
        }
        return !SkipToEndOfLine() || (NextLine() && Column > column) ? null : scalar;
    }

    private YamlNode? ReadFlow()
    {
        var (position, isMapping) = (Here, _text[_at] == '{');
        var close = isMapping ? '}' : ']';
        if (++_depth > MaxDepth)
        {
            return null;
        }
        var (firstEntry, firstItem) = (_entries.Count, _items.Count);
        _at++;
        SkipInFlow();
        while (!Is(_at, close))
        {
            if (_entries.Count + _items.Count > firstEntry + firstItem && !SkipComma())
            {
                return null;
            }
            var key = isMapping ? ReadScalar(inFlow: true) : null;
            if (isMapping && (key is null || !Is(_at, ':') || !Is(_at + 1, ' ') || !IsNewKey(key, firstEntry)))
            {
                return null;
            }
            _at += isMapping ? 1 : 0;
            SkipInFlow();
            var value = Is(_at, '[') || Is(_at, '{') ? ReadFlow() : ReadScalar(inFlow: true);
            if (value is null || Is(_at, ':'))
            {
                return null;
            }
            if (isMapping)
            {
                _entries.Add(new(key!, value));
            }
            else
            {
                _items.Add(value);
            }
            SkipInFlow();
        }
        _at++;
        _depth--;
        return isMapping ? new YamlMapping(position, Take(_entries, firstEntry)) : new YamlSequence(position, Take(_items, firstItem));
    }

    private bool SkipComma()
    {
        if (!Is(_at, ','))
        {
            return false;
        }
        _at++;
        SkipInFlow();
        return true;
    }

    // The lines of a flow collection stand further in than the block around it; where they do not, there is no answer.
    private void SkipInFlow()
    {
        while (SkipToEndOfLine() && NextLine())
        {
            if (Column <= _block)
            {
                _at = _lineEnd = _text.Length;
            }
        }
    }
}
