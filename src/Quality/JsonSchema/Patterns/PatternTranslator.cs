using System.Globalization;
using System.Text;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>
/// Rewrites a pattern for .NET: characters and classes over code points instead of UTF-16 units, with the sets of ECMA-262;
/// back references that match nothing where their group did not; <c>$</c> at the very end only.
/// </summary>
internal sealed class PatternTranslator(string pattern)
{
    private const string Word = "[A-Za-z0-9_]";
    private const int DeepestGroup = 200;

    private readonly StringBuilder _output = new();
    private readonly PatternGroups _groups = PatternGroups.Scan(pattern);
    private int _at;
    private int _captures;
    private int _depth;

    /// <summary>Whether the pattern looks around or back, so that its time is not linear.</summary>
    public bool NeedsBacktracking { get; private set; }

    /// <summary>The pattern for .NET.</summary>
    /// <exception cref="PatternException">The pattern is wrong, or has something that cannot be carried out.</exception>
    public string Translate()
    {
        Disjunction();
        if (_at < pattern.Length)
        {
            throw new PatternException("it closes a group that is not open");
        }
        _groups.RefuseLostReferences();
        return _output.ToString();
    }

    private char Current => _at < pattern.Length ? pattern[_at] : '\0';

    private bool AtEnd => _at >= pattern.Length;

    private void Disjunction()
    {
        while (!AtEnd && Current != ')')
        {
            if (Current == '|')
            {
                _output.Append('|');
                _at++;
                continue;
            }
            Term();
        }
    }

    private void Term()
    {
        var start = _output.Length;
        var firstCapture = _captures;
        var isCapture = IsCapture();
        var isAssertion = Atom();
        if (PatternQuantifier.TryRead(pattern, ref _at) is not { } quantifier)
        {
            return;
        }
        if (isAssertion)
        {
            throw new PatternException("it repeats an assertion");
        }
        if (quantifier.CanRepeat)
        {
            _groups.Repeat(isCapture ? firstCapture + 1 : firstCapture, _captures);
        }
        _output.Insert(start, "(?:").Append(')').Append(quantifier.Text);
    }

    private bool IsCapture()
    {
        var rest = pattern.AsSpan(_at);
        return rest.StartsWith("(") && (!rest.StartsWith("(?") || (rest.StartsWith("(?<") && !rest.StartsWith("(?<=") && !rest.StartsWith("(?<!")));
    }

    // True when the atom is an assertion, which takes no characters.
    private bool Atom()
    {
        var c = Current;
        switch (c)
        {
            case '^':
                _at++;
                _output.Append(@"\A");
                return true;
            case '$':
                _at++;
                _output.Append(@"\z");
                return true;
            case '(':
                return Group();
            case '.':
                _at++;
                Append(CharacterClasses.LineEnds.Complement());
                return false;
            case '[':
                Append(new PatternClass(pattern).Read(ref _at));
                return false;
            case '\\':
                return Escape();
            case '*' or '+' or '?':
                throw new PatternException("it repeats nothing");
            default:
                Append(PatternEscape.CodePointAt(pattern, ref _at));
                return false;
        }
    }

    private bool Group()
    {
        if (++_depth > DeepestGroup)
        {
            throw new PatternException($"it has more than {DeepestGroup} groups inside of each other") { IsRightButRefused = true };
        }
        _at++;
        var isAssertion = false;
        if (Current != '?')
        {
            OpenCapture();
        }
        else if (Take("?:"))
        {
            _output.Append("(?:");
        }
        else if (Look("?=") || Look("?!") || Look("?<=") || Look("?<!"))
        {
            isAssertion = NeedsBacktracking = true;
        }
        else if (Take("?<"))
        {
            _at = pattern.IndexOf('>', _at) + 1;
            OpenCapture();
        }
        else
        {
            throw new PatternException("it has a group other than '(...)', '(?:...)', '(?<name>...)' and looking around");
        }
        Disjunction();
        if (AtEnd)
        {
            throw new PatternException("it has a group that is not closed");
        }
        _at++;
        _depth--;
        _output.Append(')');
        return isAssertion;
    }

    private void OpenCapture()
    {
        var number = ++_captures;
        _output.Append(_groups.IsReferenced(number) ? $"(?<g{number}>" : "(?:");
    }

    private bool Look(string kind)
    {
        if (!Take(kind))
        {
            return false;
        }
        _output.Append('(').Append(kind);
        return true;
    }

    private bool Take(string text)
    {
        if (string.CompareOrdinal(pattern, _at, text, 0, text.Length) != 0)
        {
            return false;
        }
        _at += text.Length;
        return true;
    }

    private bool Escape()
    {
        var next = _at + 1 < pattern.Length ? pattern[_at + 1] : throw new PatternException("it ends with a backslash");
        if (next is 'b' or 'B')
        {
            _at += 2;
            NeedsBacktracking = true;
            _output.Append(next == 'b'
                ? $"(?:(?<={Word})(?!{Word})|(?<!{Word})(?={Word}))"
                : $"(?:(?<={Word})(?={Word})|(?<!{Word})(?!{Word}))");
            return true;
        }
        if (next is >= '1' and <= '9' or 'k')
        {
            NeedsBacktracking = true;
            var number = _groups.ReadReference(ref _at);
            _output.Append(CultureInfo.InvariantCulture, $@"(?(g{number})\k<g{number}>|)");
            return false;
        }
        if (PatternEscape.TrySet(pattern, ref _at) is { } set)
        {
            Append(set);
        }
        else
        {
            Append(PatternEscape.Read(pattern, ref _at, inClass: false));
        }
        return false;
    }

    private void Append(CodePointSet set) => _output.Append(set);

    private void Append(int codePoint) => _output.Append(
        codePoint < 128 && char.IsAsciiLetterOrDigit((char)codePoint) ? $"{(char)codePoint}"
        : codePoint <= char.MaxValue ? $"\\u{codePoint:X4}"
        : string.Concat(char.ConvertFromUtf32(codePoint).Select(unit => $"\\u{(int)unit:X4}")));
}
