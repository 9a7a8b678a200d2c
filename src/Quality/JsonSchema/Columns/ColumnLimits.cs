using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.JsonSchema.Columns;

/// <summary>
/// Makes checks of the keywords at one column, those that mean exactly the same in SQL; the others stay with the schema.
/// </summary>
internal sealed class ColumnLimits(int field, IReadOnlyList<SchemaPlace> parts, ColumnCover cover)
{
    private static readonly string[] ReadOtherwise = [".", @"\s", @"\S", @"\p", @"\P", "(?i", "(?s", @"\x", @"\b", @"\B", "[^", "\0"];

    private readonly List<ValueCheck> _checks = [];

    private readonly List<ValueCheck> _remaining = [];

    /// <summary>The keywords that stay with the schema, as far as they are checks of a value.</summary>
    public IReadOnlyList<ValueCheck> Remaining => _remaining;

    /// <summary>The format that stays with the schema; null when none does.</summary>
    public string? RemainingFormat { get; private set; }

    /// <summary>Whether null is a value of the column.</summary>
    public bool IsNullable { get; private set; }

    /// <summary>The one JSON type that values have beside null; null when it is not one.</summary>
    public string? ReadTypeName()
    {
        HashSet<string>? types = null;
        foreach (var part in parts)
        {
            if (TypesOf(part) is { } named)
            {
                types = types is null ? named : Both(types, named);
            }
        }
        types ??= Inferred();
        IsNullable = types?.Remove("null") ?? false;
        if (types is not { Count: 1 })
        {
            return null;
        }
        foreach (var part in parts)
        {
            cover.Add(part.Value, field, "type");
        }
        return types.Single();
    }

    /// <summary>The checks, in the order of the schema.</summary>
    public IReadOnlyList<ValueCheck> Read(FieldType type)
    {
        if (type is FieldType.Text { Format: not TextFormat.Any } text)
        {
            _checks.Add(new FormatCheck(text.Format));
        }
        foreach (var part in parts)
        {
            foreach (var (name, value) in part.Value.Members)
            {
                if (KeywordTable.Find(name, part.Resource.Dialect) is null || name == "type")
                {
                    continue;
                }
                if (IsCovered(part, name, value, type))
                {
                    cover.Add(part.Value, field, name);
                }
                else
                {
                    AddRemaining(part, name, value, type);
                }
            }
        }
        return _checks;
    }

    private bool IsCovered(SchemaPlace part, string name, JsonValue value, FieldType type)
    {
        switch (name)
        {
            case "enum":
                return AddValues(value.Items, type);
            case "const":
                return AddValues([value], type);
            case "format":
                return IsFormatOf(value.Text, type);
            case "minLength" or "maxLength" when type is FieldType.Text:
                return AddLength(value, name == "minLength", "character");
            case "minItems" or "maxItems" when type is FieldType.Array:
                return AddLength(value, name == "minItems", "element");
            case "pattern" when type is FieldType.Text:
                return AddPattern(value.Text);
            case "minimum" or "exclusiveMinimum" or "maximum" or "exclusiveMaximum" when type is FieldType.Integer or FieldType.Decimal:
                return AddBound(part, name, value, type);
            case "multipleOf" when type is FieldType.Integer or FieldType.Decimal:
                return Fitting(value, type) is { } step && Add(new StepCheck(step));
            default:
                return false;
        }
    }

    private void AddRemaining(SchemaPlace part, string name, JsonValue value, FieldType type)
    {
        switch (name)
        {
            case "format" when type is FieldType.Text:
                RemainingFormat = value.Text;
                break;
            case "pattern" when type is FieldType.Text:
                _remaining.Add(new PatternCheck(value.Text));
                break;
            case "minimum" or "exclusiveMinimum" or "maximum" or "exclusiveMaximum"
                when type is FieldType.Double && value.Kind == JsonKind.Number && ExactNumber.TryParse(value.Text, out var limit):
                _remaining.Add(RangeOf(part, name, limit.ToString()));
                break;
        }
    }

    private bool Add(ValueCheck check)
    {
        _checks.Add(check);
        return true;
    }

    private bool AddValues(IReadOnlyList<JsonValue> values, FieldType type)
    {
        var texts = values.Select(value => Canonical(value, type)).OfType<string>().Distinct().ToList();
        if (texts.Count == 0 || texts.Exists(text => text.Contains('\0', StringComparison.Ordinal)))
        {
            return false;
        }
        IsNullable &= values.Any(value => value.Kind == JsonKind.Null);
        return Add(new EnumCheck(texts));
    }

    private bool AddLength(JsonValue value, bool isLeast, string unit) =>
        value.Number.ToCount() is { } count && Add(isLeast ? new LengthCheck(count, null, unit) : new LengthCheck(null, count, unit));

    // Only what RE2 and ECMA-262 read alike: their white space, their line ends and their properties differ.
    private bool AddPattern(string pattern) =>
        PatternGuard.Refuse(pattern) is null && pattern.All(char.IsAscii)
        && !ReadOtherwise.Any(part => pattern.Contains(part, StringComparison.Ordinal))
        && Add(new PatternCheck(pattern));

    private bool AddBound(SchemaPlace part, string name, JsonValue value, FieldType type)
    {
        var isOld = part.Resource.Dialect.Draft == Draft.V4;
        if (isOld && name.StartsWith("exclusive", StringComparison.Ordinal))
        {
            return true;
        }
        if (Fitting(value, type) is not { } limit)
        {
            return false;
        }
        return Add(RangeOf(part, name, limit));
    }

    private static RangeCheck RangeOf(SchemaPlace part, string name, string limit)
    {
        var isLeast = name.EndsWith("inimum", StringComparison.Ordinal);
        var isExclusive = part.Resource.Dialect.Draft == Draft.V4
            ? part.Value.Find(isLeast ? "exclusiveMinimum" : "exclusiveMaximum") is { IsTrue: true }
            : name.StartsWith("exclusive", StringComparison.Ordinal);
        var bound = new Bound(limit, isExclusive);
        return isLeast ? new RangeCheck(bound, null) : new RangeCheck(null, bound);
    }

    private static bool IsFormatOf(string format, FieldType type) => (format, type) switch
    {
        ("date-time", FieldType.Timestamp) or ("date", FieldType.Date) => true,
        ("uuid", FieldType.Text { Format: TextFormat.Uuid }) => true,
        ("ipv4", FieldType.Text { Format: TextFormat.Ipv4 }) => true,
        ("ipv6", FieldType.Text { Format: TextFormat.Ipv6 }) => true,
        _ => false,
    };

    private static string? Canonical(JsonValue value, FieldType type) => (type, value.Kind) switch
    {
        (FieldType.Text, JsonKind.Text) => value.Text,
        (FieldType.Boolean, JsonKind.Boolean) => value.Text,
        (FieldType.Integer or FieldType.Decimal, JsonKind.Number) => Fitting(value, type),
        _ => null,
    };

    // The number as canonical text, or null when a column of the type cannot hold it.
    private static string? Fitting(JsonValue value, FieldType type) =>
        value.Kind == JsonKind.Number && ExactNumber.TryParse(value.Text, out var number) && type switch
        {
            FieldType.Integer integer => number.FitsInteger(integer.Bits),
            FieldType.Decimal d => number.Fits(d.Precision, d.Scale),
            _ => false,
        }
            ? number.ToString()
            : null;

    private static HashSet<string>? TypesOf(SchemaPlace part) => part.Value.Find("type") switch
    {
        { Kind: JsonKind.Text } one => [one.Text],
        { Kind: JsonKind.Array } several => [.. several.Items.Select(item => item.Text)],
        _ => null,
    };

    // An integer is a number too.
    private static HashSet<string> Both(HashSet<string> left, HashSet<string> right)
    {
        var both = left.Intersect(right).ToHashSet();
        if ((left.Contains("integer") && right.Contains("number")) || (right.Contains("integer") && left.Contains("number")))
        {
            both.Add("integer");
        }
        return both;
    }

    // Without a type, the values listed tell it.
    private HashSet<string>? Inferred()
    {
        var values = parts.SelectMany(part => part.Value.Find("enum")?.Items ?? [])
            .Concat(parts.Select(part => part.Value.Find("const")).OfType<JsonValue>()).ToList();
        var kinds = values.Select(value => value.Kind switch
        {
            JsonKind.Text => "string",
            JsonKind.Boolean => "boolean",
            JsonKind.Null => "null",
            _ => "",
        }).ToHashSet();
        return values.Count == 0 || kinds.Contains("") ? null : kinds;
    }
}
