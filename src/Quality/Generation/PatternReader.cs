using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Generation;

/// <summary>Reads a regular expression without look-around and back references as texts to draw from.</summary>
internal sealed class PatternReader
{
    private const int EnoughLetters = 10;
    private const int MostCandidates = 200;

    private static readonly string[] Printable = [.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => ((char)c).ToString())];

    private readonly string _pattern;
    private int _at;

    private PatternReader(string pattern) => _pattern = pattern;

    /// <summary>The expression, or null when it has a part that texts cannot be drawn from.</summary>
    /// <remarks>Anchors and word boundaries give nothing: whoever draws a text asks the expression itself whether it fits.</remarks>
    public static PatternNode? Read(string pattern)
    {
        var reader = new PatternReader(pattern);
        return reader.ReadChoice() is { } node && reader._at == pattern.Length ? node : null;
    }

    private PatternNode? ReadChoice()
    {
        var parts = new List<PatternNode>();
        do
        {
            if (ReadSequence() is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        while (Take('|'));
        return parts.Count == 1 ? parts[0] : new PatternNode.Choice(parts);
    }

    private PatternNode.Sequence? ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')'))
        {
            if (ReadAtom() is not { } atom || ReadRepetition(atom) is not { } part)
            {
                return null;
            }
            parts.Add(part);
        }
        return new PatternNode.Sequence(parts);
    }

    private PatternNode? ReadAtom()
    {
        var first = _pattern[_at++];
        switch (first)
        {
            case '(':
                return ReadGroup();
            case '[':
                return ReadClass();
            case '.':
                return Matching(".");
            case '^' or '$':
                return new PatternNode.Sequence([]);
            case '\\' when _at < _pattern.Length:
                return ReadEscape();
            default:
                if (char.IsHighSurrogate(first) && _at < _pattern.Length)
                {
                    return new PatternNode.Set([$"{first}{_pattern[_at++]}"]);
                }
                return new PatternNode.Set([first.ToString()]);
        }
    }

    private PatternNode? ReadGroup()
    {
        if (Take('?'))
        {
            var end = _pattern.IndexOfAny([':', ')'], _at);
            if (end < 0 || _pattern[_at..end] is not ("" or "i" or "s"))
            {
                return null;
            }
            _at = end + 1;
            if (_pattern[end] == ')')
            {
                return new PatternNode.Sequence([]);
            }
        }
        return ReadChoice() is { } inner && Take(')') ? inner : null;
    }

    private PatternNode.Set? ReadClass()
    {
        var start = _at - 1;
        while (_at < _pattern.Length && _pattern[_at] != ']')
        {
            _at += _pattern[_at] == '\\' ? 2 : 1;
        }
        return _at++ < _pattern.Length ? Matching(_pattern[start.._at]) : null;
    }

    private PatternNode? ReadEscape()
    {
        var start = _at - 1;
        var escaped = _pattern[_at++];
        switch (escaped)
        {
            case 'b' or 'B' or 'A' or 'z' or 'Z':
                return new PatternNode.Sequence([]);
            case 'p' or 'P':
                var end = _pattern.IndexOf('}', _at);
                _at = end < 0 ? _pattern.Length : end + 1;
                break;
            case 'x':
                _at = Math.Min(_at + 2, _pattern.Length);
                break;
            case 'u':
                _at = Math.Min(_at + 4, _pattern.Length);
                break;
            case >= '1' and <= '9' or 'k' or 'c':
                return null;
        }
        return Matching(_pattern[start.._at]);
    }

    private PatternNode? ReadRepetition(PatternNode part)
    {
        var (least, greatest) = (1, (int?)1);
        if (Take('*'))
        {
            (least, greatest) = (0, null);
        }
        else if (Take('+'))
        {
            greatest = null;
        }
        else if (Take('?'))
        {
            least = 0;
        }
        else if (Take('{'))
        {
            var end = _pattern.IndexOf('}', _at);
            var bounds = end < 0 ? [] : _pattern[_at..end].Split(',');
            if (bounds.Length is 0 or > 2 || !int.TryParse(bounds[0], NumberStyles.None, CultureInfo.InvariantCulture, out least))
            {
                return null;
            }
            greatest = bounds.Length == 1 ? least
                : int.TryParse(bounds[1], NumberStyles.None, CultureInfo.InvariantCulture, out var most) ? most : null;
            _at = end + 1;
        }
        else
        {
            return part;
        }
        Take('?');
        return new PatternNode.Repeat(part, least, greatest);
    }

    // What one character of the expression stands for: letters and digits where it has enough of them.
    private static PatternNode.Set? Matching(string one)
    {
        var regex = new Regex($@"^(?:{one})\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        var fitting = Printable.Where(text => regex.IsMatch(text)).ToList();
        var plain = fitting.Where(text => char.IsAsciiLetterOrDigit(text[0])).ToList();
        if (plain.Count >= EnoughLetters)
        {
            return new PatternNode.Set(plain);
        }
        if (fitting.Count == 0)
        {
            fitting = [.. Enumerable.Range(0, char.MaxValue).Where(c => !char.IsSurrogate((char)c))
                .Select(c => ((char)c).ToString()).Where(text => regex.IsMatch(text)).Take(MostCandidates)];
        }
        return fitting.Count == 0 ? null : new PatternNode.Set(fitting);
    }

    private bool Take(char wanted)
    {
        var isThere = _at < _pattern.Length && _pattern[_at] == wanted;
        _at += isThere ? 1 : 0;
        return isThere;
    }
}
