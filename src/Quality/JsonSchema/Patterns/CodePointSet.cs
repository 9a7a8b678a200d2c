using System.Text;

namespace Lakehouse.Quality.JsonSchema.Patterns;

/// <summary>A set of Unicode code points, written as a .NET pattern over UTF-16 units.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    private readonly List<(int First, int Last)> _ranges = [];

    public CodePointSet()
    {
    }

    public CodePointSet(params IEnumerable<(int First, int Last)> ranges) => _ranges = Merge(ranges);

    public static CodePointSet Of(string characters) => new(characters.Select(c => ((int)c, (int)c)));

    public CodePointSet Add(CodePointSet other) => new(_ranges.Concat(other._ranges));

    public CodePointSet Complement()
    {
        var ranges = new List<(int, int)>();
        var next = 0;
        foreach (var (first, last) in _ranges)
        {
            if (first > next)
            {
                ranges.Add((next, first - 1));
            }
            next = last + 1;
        }
        if (next <= Last)
        {
            ranges.Add((next, Last));
        }
        return new CodePointSet(ranges);
    }

    /// <summary>A pattern that matches one code point of the set, surrogate pairs as one.</summary>
    public override string ToString()
    {
        var units = new StringBuilder();
        var pairs = new List<string>();
        foreach (var (first, last) in _ranges)
        {
            AddUnits(units, first, Math.Min(last, FirstSurrogate - 1));
            AddUnits(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, char.MaxValue));
            AddPairs(pairs, Math.Max(first, char.MaxValue + 1), last);
        }
        var single = units.Length == 0 ? "" : $"[{units}]";
        return pairs.Count == 0
            ? single.Length == 0 ? @"[^\s\S]" : single
            : $"(?:{string.Join('|', single.Length == 0 ? pairs : [single, .. pairs])})";
    }

    private static void AddUnits(StringBuilder units, int first, int last)
    {
        if (first <= last)
        {
            units.Append(Unit(first));
            if (last > first)
            {
                units.Append('-').Append(Unit(last));
            }
        }
    }

    private static void AddPairs(List<string> pairs, int first, int last)
    {
        while (first <= last)
        {
            var (high, low) = Split(first);
            var (lastHigh, lastLow) = Split(last);
            if (low == 0xDC00 && (lastHigh > high || lastLow == 0xDFFF))
            {
                // Whole blocks of one high surrogate each.
                var wholeHigh = lastLow == 0xDFFF ? lastHigh : lastHigh - 1;
                pairs.Add($"[{Unit(high)}-{Unit(wholeHigh)}][{Unit(0xDC00)}-{Unit(0xDFFF)}]");
                first = Join(wholeHigh, 0xDFFF) + 1;
                continue;
            }
            var end = Math.Min(last, Join(high, 0xDFFF));
            pairs.Add($"{Unit(high)}[{Unit(low)}-{Unit(Split(end).Low)}]");
            first = end + 1;
        }
    }

    private static string Unit(int unit) => $"\\u{unit:X4}";

    private static (int High, int Low) Split(int codePoint) =>
        (0xD800 + ((codePoint - 0x10000) >> 10), 0xDC00 + ((codePoint - 0x10000) & 0x3FF));

    private static int Join(int high, int low) => 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00);

    private static List<(int First, int Last)> Merge(IEnumerable<(int First, int Last)> ranges)
    {
        var merged = new List<(int First, int Last)>();
        foreach (var range in ranges.OrderBy(r => r.First))
        {
            if (merged.Count > 0 && range.First <= merged[^1].Last + 1)
            {
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, range.Last));
            }
            else
            {
                merged.Add(range);
            }
        }
        return merged;
    }
}
