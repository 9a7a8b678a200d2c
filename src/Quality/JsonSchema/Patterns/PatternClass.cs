namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>Reads a class of characters, <c>[...]</c>.</summary>
internal sealed class PatternClass(string pattern)
{
    /// <summary>The set of the class that begins at a place.</summary>
    public CodePointSet Read(ref int at)
    {
        at++;
        var isComplement = at < pattern.Length && pattern[at] == '^';
        at += isComplement ? 1 : 0;
        var ranges = new List<(int, int)>();
        var sets = new List<CodePointSet>();
        while (true)
        {
            if (at >= pattern.Length)
            {
                throw new PatternException("it has a class that is not closed");
            }
            if (pattern[at] == ']')
            {
                at++;
                break;
            }
            if (TrySet(ref at) is { } set)
            {
                sets.Add(set);
                continue;
            }
            var first = Character(ref at);
            ranges.Add((first, TryEnd(ref at, sets) ?? first));
            if (ranges[^1].Item1 > ranges[^1].Item2)
            {
                throw new PatternException("it has a range of characters whose end comes before its start");
            }
        }
        var all = sets.Aggregate(new CodePointSet(ranges), (sum, set) => sum.Add(set));
        return isComplement ? all.Complement() : all;
    }

    // The end of a range that goes on with '-', or null.
    private int? TryEnd(ref int at, List<CodePointSet> sets)
    {
        if (at + 1 >= pattern.Length || pattern[at] != '-' || pattern[at + 1] == ']')
        {
            return null;
        }
        var next = at + 1;
        if (TrySet(ref next) is { } set)
        {
            // A set ends no range, so the hyphen stands for itself.
            sets.Add(set.Add(CodePointSet.Of("-")));
            at = next;
            return null;
        }
        at = next;
        return Character(ref at);
    }

    private CodePointSet? TrySet(ref int at) => pattern[at] == '\\' ? PatternEscape.TrySet(pattern, ref at) : null;

    private int Character(ref int at) =>
        pattern[at] == '\\' ? PatternEscape.Read(pattern, ref at, inClass: true) : PatternEscape.CodePointAt(pattern, ref at);
}
