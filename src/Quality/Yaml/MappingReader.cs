using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Yaml;

/// <summary>
/// Takes the values of a mapping by key. Every key that is asked for counts as known; <see cref="Finish"/> reports
/// the others. A value of the wrong kind is reported and then treated as absent.
/// </summary>
internal sealed partial class MappingReader(YamlMapping mapping, string? subject, ProblemList problems)
{
    private const int MostUnknownKeys = 20;

    private static readonly Dictionary<string, string> NoBlocks = [];

    private string? _subject = subject;
    private MappingReader? _owner;
    private Func<MappingReader, MappingReader, string>? _itsSubject;

    // A list that other mappings of the file use again.
    private List<string>? _known;
    private bool _isFinished;

    // Most keys of a standard are not there: their marks tell it without a look at those that are.
    private readonly ulong _marks = MarksOf(mapping);

    /// <summary>What the mapping is, for messages: <c>the contract</c>, <c>property 'amount'</c>.</summary>
    public string Subject => _subject ??= _itsSubject!(this, _owner!);

    public FilePosition Position => mapping.Position;

    public ProblemList Problems => problems;

    public bool Has(string key) => Find(key) is not null;

    /// <summary>Where the value of a key stands, or the mapping itself when the key is absent.</summary>
    public FilePosition PositionOf(string key) => Find(key)?.Position ?? Position;

    /// <summary>The value of a key as it stands; null when absent or null.</summary>
    public YamlNode? Node(string key)
    {
        Know(key);
        return Find(key) is { } node and not YamlScalar { IsNull: true } ? node : null;
    }

    /// <summary>A text that is not blank.</summary>
    public string? Text(string key)
    {
        if (Scalar(key, "a text") is not { } scalar)
        {
            return null;
        }
        if (string.IsNullOrWhiteSpace(scalar.Text))
        {
            Report(ErrorCodes.InvalidValue, key, $"'{key}' of {Subject} is blank", "Write its text or remove the key.");
            return null;
        }
        return scalar.Text;
    }

    public string? RequiredText(string key, string suggestion)
    {
        Require(key, suggestion);
        return Text(key);
    }

    /// <summary>A text that is one of those allowed.</summary>
    public string? Choice(string key, IReadOnlyCollection<string> allowed)
    {
        var text = Text(key);
        if (text is null || allowed.Contains(text, StringComparer.Ordinal))
        {
            return text;
        }
        Report(ErrorCodes.InvalidValue, key, $"'{YamlText.Shorten(text)}' is not possible for '{key}' of {Subject}",
            NameGuess.Suggest(text, allowed));
        return null;
    }

    public bool? Flag(string key)
    {
        if (Scalar(key, "true or false") is not { } scalar)
        {
            return null;
        }
        if (scalar.Truth is null)
        {
            Report(ErrorCodes.InvalidValue, key, $"'{key}' of {Subject} must be true or false",
                "Write true or false without quotes.");
        }
        return scalar.Truth;
    }

    public int? WholeNumber(string key, int least)
    {
        if (Scalar(key, "a whole number") is not { } scalar)
        {
            return null;
        }
        if (scalar.IsPlain && int.TryParse(scalar.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture,
            out var value) && value >= least)
        {
            return value;
        }
        Report(ErrorCodes.InvalidValue, key, $"'{key}' of {Subject} must be a whole number of at least {least}",
            $"Write a number such as {Math.Max(1, least)}, without quotes.");
        return null;
    }

    /// <summary>A length of time such as <c>90s</c>, <c>12h</c>, <c>7d</c> or <c>1h30m</c>.</summary>
    public TimeSpan? Duration(string key)
    {
        if (Scalar(key, "a duration") is not { } scalar)
        {
            return null;
        }
        if (DurationText.TryParse(scalar.Text, out var duration))
        {
            return duration;
        }
        Report(ErrorCodes.InvalidValue, key, $"'{YamlText.Shorten(scalar.Text)}' is no duration for '{key}' of {Subject}",
            "Write a number with a unit: 500ms, 90s, 15m, 12h, 7d or 1h30m; at most 10000d.");
        return null;
    }

    /// <summary>An amount of memory in bytes, written as <c>512MB</c>, <c>1.5GB</c> or <c>1GiB</c>.</summary>
    public long? Size(string key)
    {
        if (Scalar(key, "a size") is not { } scalar)
        {
            return null;
        }
        if (SizeText.TryParse(scalar.Text, out var sizeBytes))
        {
            return sizeBytes;
        }
        Report(ErrorCodes.InvalidValue, key, $"'{YamlText.Shorten(scalar.Text)}' is no size for '{key}' of {Subject}",
            "Write a number with a unit: 512MB, 1.5GB, 1GiB.");
        return null;
    }

    /// <summary>A name that is safe for tables and columns.</summary>
    public string? Name(string key, string hint = "")
    {
        if (Text(key) is not { } name)
        {
            return null;
        }
        if (SafeName().IsMatch(name))
        {
            return name;
        }
        Report(ErrorCodes.UnsafeName, key, $"'{YamlText.Shorten(name)}' cannot be the name of a table or column",
            "Use at most 100 of a-z, 0-9 and _, not starting with a digit." + hint);
        return null;
    }

    public static bool IsSafeName(string name) => SafeName().IsMatch(name);

    /// <summary>A list of texts; a single text counts as a list of one. Empty when absent.</summary>
    public IReadOnlyList<string> Texts(string key) => Scalars(key) is { Count: > 0 } scalars ? [.. scalars.Select(s => s.Text)] : [];

    /// <summary>A list of single values; one value counts as a list of one. Empty when absent.</summary>
    public IReadOnlyList<YamlScalar> Scalars(string key)
    {
        var node = Node(key);
        if (node is YamlScalar one)
        {
            return [one];
        }
        if (node is null || !Expect<YamlSequence>(node, key, "a list", out var sequence))
        {
            return [];
        }
        var values = new List<YamlScalar>();
        foreach (var item in sequence.Items)
        {
            if (Expect<YamlScalar>(item, key, "single values in its list", out var scalar))
            {
                values.Add(scalar);
            }
        }
        return values;
    }

    public MappingReader? Mapping(string key, string itsSubject) => Mapping(key) is { } inner
        ? new MappingReader(inner, itsSubject, problems)
        : null;

    /// <summary>The mapping of a key.</summary>
    /// <param name="key">The key.</param>
    /// <param name="itsSubject">What to call it in messages, by its keys and what it belongs to.</param>
    public MappingReader? Mapping(string key, Func<MappingReader, MappingReader, string> itsSubject) => Mapping(key) is { } inner
        ? Below(inner, itsSubject)
        : null;

    /// <summary>A list of mappings; empty when absent.</summary>
    /// <param name="key">The key.</param>
    /// <param name="itsSubject">What to call one in messages, by its keys and what it belongs to.</param>
    public MappingReader[] Mappings(string key, Func<MappingReader, MappingReader, string> itsSubject)
    {
        if (Node(key) is not { } node || !Expect<YamlSequence>(node, key, "a list", out var sequence))
        {
            return [];
        }
        var readers = new MappingReader[sequence.Items.Count];
        var count = 0;
        foreach (var item in sequence.Items)
        {
            if (Expect<YamlMapping>(item, key, "keys with values in its list", out var inner))
            {
                readers[count++] = Below(inner, itsSubject);
            }
        }
        return count == readers.Length ? readers : readers[..count];
    }

    private YamlMapping? Mapping(string key) =>
        Node(key) is { } node && Expect<YamlMapping>(node, key, "keys with values", out var inner) ? inner : null;

    private MappingReader Below(YamlMapping inner, Func<MappingReader, MappingReader, string> itsSubject) =>
        new(inner, null, problems) { _owner = this, _itsSubject = itsSubject };

    /// <summary>All entries, for mappings whose keys are names that the user chose.</summary>
    public IEnumerable<(YamlScalar Key, YamlNode Value)> Entries()
    {
        foreach (var (key, value) in mapping.Entries)
        {
            Know(key.Text);
            yield return (key, value);
        }
    }

    /// <summary>The text under a key without any report; for finding a name to speak of.</summary>
    public string? Peek(string key) => Find(key) is YamlScalar { IsNull: false } scalar ? YamlText.Shorten(scalar.Text) : null;

    public bool Require(string key, string suggestion)
    {
        Know(key);
        if (Find(key) is not (null or YamlScalar { IsNull: true }))
        {
            return true;
        }
        problems.Add(ErrorCodes.MissingKey, PositionOf(key), $"'{key}' is missing in {Subject}", suggestion);
        return false;
    }

    /// <summary>Refuses keys of the standard that cannot be carried out yet.</summary>
    public void Refuse(params IEnumerable<string> keys)
    {
        foreach (var key in keys.Where(k => Node(k) is not null))
        {
            Report(ErrorCodes.NotAvailable, key, $"'{key}' of {Subject} is not available yet",
                "Remove it, or write a rule of the table that says the same.");
        }
    }

    public void Report(string code, string key, string message, string suggestion) =>
        problems.Add(code, PositionOf(key), message, suggestion);

    /// <summary>The values of keys that are kept and not interpreted, as JSON.</summary>
    public IReadOnlyDictionary<string, string> Blocks(string[] keys)
    {
        Dictionary<string, string>? blocks = null;
        foreach (var key in keys)
        {
            if (Node(key) is { } node)
            {
                (blocks ??= [])[key] = YamlJson.Write(node);
            }
        }
        return blocks ?? NoBlocks;
    }

    /// <summary>Takes every key as known, where a problem already says why they cannot be judged.</summary>
    public void IgnoreRest() => Array.ForEach(mapping.Entries, e => Know(e.Key.Text));

    /// <summary>Reports the keys that nobody asked for.</summary>
    public void Finish()
    {
        if (_isFinished)
        {
            return;
        }
        var known = _known ?? [];
        (_known, _isFinished) = (null, true);
        foreach (var entry in mapping.Entries)
        {
            if (!known.Contains(entry.Key.Text))
            {
                ReportUnknown(known);
                break;
            }
        }
        known.Clear();
        problems.Names.Push(known);
    }

    private void Know(string key)
    {
        if (!_isFinished)
        {
            (_known ??= problems.Names.TryPop(out var names) ? names : []).Add(key);
        }
    }

    private void ReportUnknown(List<string> known)
    {
        var free = known.Where(k => !Has(k)).Distinct().ToList();
        var unknown = mapping.Entries.Select(e => e.Key).Where(k => !known.Contains(k.Text)).ToList();
        foreach (var key in unknown.Take(MostUnknownKeys))
        {
            problems.Add(ErrorCodes.UnknownKey, key.Position,
                $"unknown key '{YamlText.Shorten(key.Text)}' in {Subject}", NameGuess.Suggest(key.Text, free));
        }
        if (unknown.Count > MostUnknownKeys)
        {
            problems.Add(ErrorCodes.UnknownKey, unknown[MostUnknownKeys].Position,
                $"{unknown.Count - MostUnknownKeys} more unknown keys in {Subject}", "Remove them.");
        }
    }

    private YamlScalar? Scalar(string key, string what) =>
        Node(key) is { } node && Expect<YamlScalar>(node, key, what, out var scalar) ? scalar : null;

    private bool Expect<T>(YamlNode node, string key, string what, out T found)
        where T : YamlNode
    {
        found = (node as T)!;
        if (node is T)
        {
            return true;
        }
        problems.Add(ErrorCodes.WrongKind, node.Position, $"'{key}' of {Subject} must hold {what}, not {node.Kind}",
            $"Write {what} after '{key}:'.");
        return false;
    }

    private YamlNode? Find(string key)
    {
        if ((_marks & Mark(key)) == 0)
        {
            return null;
        }
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key.Text == key)
            {
                return entry.Value;
            }
        }
        return null;
    }

    private static ulong MarksOf(YamlMapping mapping)
    {
        var marks = 0UL;
        foreach (var entry in mapping.Entries)
        {
            marks |= Mark(entry.Key.Text);
        }
        return marks;
    }

    private static ulong Mark(string key) => key.Length == 0 ? 1 : 1UL << ((key.Length * 7 + key[0] * 3 + key[^1]) & 63);

    [GeneratedRegex(@"^[a-z_][a-z0-9_]{0,99}\z", RegexOptions.CultureInvariant)]
    private static partial Regex SafeName();
}
