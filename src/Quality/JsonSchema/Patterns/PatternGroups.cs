using System.Globalization;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>The capturing groups of a pattern: their names, and which of them are referred to.</summary>
internal sealed class PatternGroups
{
    private readonly string _pattern;
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly HashSet<int> _referenced = [];
    private readonly HashSet<int> _lost = [];
    private int _count;

    private PatternGroups(string pattern) => _pattern = pattern;

    public static PatternGroups Scan(string pattern)
    {
        var groups = new PatternGroups(pattern);
        groups.Visit(groups.Open);
        groups.Visit(null);
        return groups;
    }

    public bool IsReferenced(int number) => _referenced.Contains(number);

    /// <summary>
    /// Notes that a part repeats and has the captures after one number up to another: ECMA-262 forgets them each time.
    /// </summary>
    public void Repeat(int before, int last)
    {
        for (var number = before + 1; number <= last; number++)
        {
            _lost.Add(number);
        }
    }

    public void RefuseLostReferences()
    {
        if (_lost.Overlaps(_referenced))
        {
            throw new PatternException("it refers back to a group inside of one that repeats") { IsRightButRefused = true };
        }
    }

    /// <summary>The number of the group that <c>\1</c> or <c>\k&lt;name&gt;</c> refers to.</summary>
    public int ReadReference(ref int at)
    {
        if (_pattern[at + 1] == 'k')
        {
            var end = _pattern.IndexOf('>', at);
            if (end < 0 || _pattern[at + 2] != '<' || !_names.TryGetValue(_pattern[(at + 3)..end], out var named))
            {
                throw new PatternException("it refers back to a name that no group has");
            }
            at = end + 1;
            return named;
        }
        var digits = _pattern.AsSpan(at + 1);
        var length = 0;
        while (length < digits.Length && char.IsAsciiDigit(digits[length]))
        {
            length++;
        }
        if (!int.TryParse(digits[..length], NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > _count)
        {
            throw new PatternException($"it refers back to group {digits[..length]} and has {_count}");
        }
        at += length + 1;
        return number;
    }

    private void Visit(Action<int>? open)
    {
        var inClass = false;
        for (var at = 0; at < _pattern.Length; at++)
        {
            switch (_pattern[at])
            {
                case '\\' when open is null && !inClass && at + 1 < _pattern.Length && _pattern[at + 1] is (>= '1' and <= '9') or 'k':
                    _referenced.Add(ReadReference(ref at));
                    at--;
                    break;
                case '\\':
                    at++;
                    break;
                case '[':
                    inClass = true;
                    break;
                case ']':
                    inClass = false;
                    break;
                case '(' when !inClass && open is not null:
                    open(at);
                    break;
            }
        }
    }

    private void Open(int at)
    {
        var rest = _pattern.AsSpan(at + 1);
        if (!rest.StartsWith("?"))
        {
            _count++;
            return;
        }
        if (!rest.StartsWith("?<") || rest.StartsWith("?<=") || rest.StartsWith("?<!"))
        {
            return;
        }
        var end = rest.IndexOf('>');
        if (end < 3 || !IsName(rest[2..end]))
        {
            throw new PatternException("it has a group with a bad name");
        }
        if (!_names.TryAdd(rest[2..end].ToString(), ++_count))
        {
            throw new PatternException("it has two groups of one name");
        }
    }

    private static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var c in name)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('_' or '$') && !char.IsSurrogate(c))
            {
                return false;
            }
        }
        return !char.IsDigit(name[0]);
    }
}
