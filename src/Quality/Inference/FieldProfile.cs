using System.Text.Json;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Inference;

/// <summary>What was seen of one member over all records; its size does not grow with them beyond fixed limits.</summary>
internal sealed class FieldProfile
{
    /// <summary>Most distinct texts that are remembered as candidates for a list of values.</summary>
    public const int MostValues = 20;

    private const int MostKeys = 500_000;
    private const int MostMembers = 2_000;

    private readonly HashSet<int> _keyHashes = [];
    private readonly SortedDictionary<string, long> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<TextShape, long> _shapes = [];

    public long Count { get; private set; }

    public long Nulls { get; private set; }

    public long Booleans { get; private set; }

    public long Wholes { get; private set; }

    public long Fractions { get; private set; }

    public long Texts { get; private set; }

    public long Objects { get; private set; }

    public long Arrays { get; private set; }

    public ExactNumber? Least { get; private set; }

    public ExactNumber? Greatest { get; private set; }

    /// <summary>Most digits after the point.</summary>
    public int Scale { get; private set; }

    /// <summary>Numbers with an exponent or too many digits to be decimals.</summary>
    public bool HasWideNumbers { get; private set; }

    public int Shortest { get; private set; } = int.MaxValue;

    public int Longest { get; private set; }

    /// <summary>The forms that nearly every text has.</summary>
    public TextShape Shape => _shapes.Where(s => IsNearly(s.Value, Texts)).Aggregate(TextShape.None, (all, s) => all | s.Key);

    /// <summary>The distinct texts with their counts; null when they are too many.</summary>
    public IReadOnlyDictionary<string, long>? Values => _values.Count <= MostValues ? _values : null;

    /// <summary>Whether no single value came twice, as far as could be remembered.</summary>
    public bool IsDistinct { get; private set; } = true;

    /// <summary>Members of objects in the order of their first occurrence.</summary>
    public List<KeyValuePair<string, FieldProfile>> Members { get; } = [];

    public FieldProfile? Element { get; private set; }

    public long MostElements { get; private set; }

    /// <summary>Whether a part is nearly the whole: at least 99 of 100. A few broken records hide nothing.</summary>
    public static bool IsNearly(long part, long whole) => part > 0 && part * 100 >= whole * 99;

    public void Add(JsonElement value)
    {
        Count++;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null:
                Nulls++;
                break;
            case JsonValueKind.True or JsonValueKind.False:
                Booleans++;
                break;
            case JsonValueKind.Number:
                AddNumber(value.GetRawText());
                break;
            case JsonValueKind.String:
                AddText(value.GetString()!);
                break;
            case JsonValueKind.Array:
                AddArray(value);
                break;
            default:
                AddObject(value);
                break;
        }
    }

    private void AddNumber(string text)
    {
        if (!ExactNumber.TryParse(text, out var number))
        {
            Fractions++;
            HasWideNumbers = true;
            return;
        }
        if (number.Scale == 0)
        {
            Wholes++;
        }
        else
        {
            Fractions++;
        }
        Least = Least is { } low && low.CompareTo(number) <= 0 ? low : number;
        Greatest = Greatest is { } high && high.CompareTo(number) >= 0 ? high : number;
        Scale = Math.Max(Scale, number.Scale);
        HasWideNumbers |= text.Contains('e', StringComparison.OrdinalIgnoreCase) || number.Scale > 12;
        Remember(number.ToString());
    }

    private void AddText(string text)
    {
        Texts++;
        var shape = TextShapes.Of(text);
        for (var form = 1; form < (int)TextShape.All; form <<= 1)
        {
            if (shape.HasFlag((TextShape)form))
            {
                _shapes[(TextShape)form] = _shapes.GetValueOrDefault((TextShape)form) + 1;
            }
        }
        var length = text.EnumerateRunes().Count();
        Shortest = Math.Min(Shortest, length);
        Longest = Math.Max(Longest, length);
        if (_values.Count <= MostValues)
        {
            _values[text] = _values.GetValueOrDefault(text) + 1;
        }
        Remember(text);
    }

    // A hash that meets another one makes a key look like none, never the reverse.
    private void Remember(string value)
    {
        if (IsDistinct && (_keyHashes.Count >= MostKeys || !_keyHashes.Add(HashOf(value))))
        {
            IsDistinct = false;
            _keyHashes.Clear();
        }
    }

    private static int HashOf(string text)
    {
        var hash = 17L;
        foreach (var c in text)
        {
            hash = unchecked((hash * 1_000_003) ^ c);
        }
        return unchecked((int)(hash ^ (hash >> 32)));
    }

    private void AddArray(JsonElement value)
    {
        Arrays++;
        Element ??= new FieldProfile();
        MostElements = Math.Max(MostElements, value.GetArrayLength());
        foreach (var item in value.EnumerateArray())
        {
            Element.Add(item);
        }
    }

    private void AddObject(JsonElement value)
    {
        Objects++;
        foreach (var member in value.EnumerateObject())
        {
            var profile = Members.Find(m => m.Key == member.Name).Value;
            if (profile is null && Members.Count < MostMembers)
            {
                profile = new FieldProfile();
                Members.Add(new(member.Name, profile));
            }
            profile?.Add(member.Value);
        }
    }
}
