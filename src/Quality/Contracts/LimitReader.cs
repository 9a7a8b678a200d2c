using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Makes value checks from <c>logicalTypeOptions</c>: format, length, pattern, range and step.</summary>
internal sealed class LimitReader(MappingReader? options, FieldType type, MappingReader property)
{
    /// <summary>Adds them to those that there are.</summary>
    public void Read(List<ValueCheck> checks)
    {
        switch (type)
        {
            case FieldType.Text text:
                Add(checks, text.Format == TextFormat.Any ? null : new FormatCheck(text.Format));
                if (text.Format == TextFormat.Time)
                {
                    options?.Refuse("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "timezone", "defaultTimezone");
                }
                else
                {
                    Add(checks, ReadLength("minLength", "maxLength", "character"));
                    Add(checks, ReadPattern());
                }
                break;
            case FieldType.Integer or FieldType.Decimal:
                Add(checks, ReadRange());
                Add(checks, type is FieldType.Integer ? WidthOf(options?.Peek("format")) : null);
                Add(checks, ReadStep());
                break;
            case FieldType.Double or FieldType.Float:
                Add(checks, ReadRange());
                options?.Refuse("multipleOf");
                break;
            case FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz:
                Add(checks, ReadRange());
                break;
            case FieldType.Array:
                Add(checks, ReadLength("minItems", "maxItems", "element"));
                options?.Refuse("uniqueItems");
                break;
            case FieldType.Object:
                options?.Refuse("minProperties", "maxProperties");
                break;
        }
    }

    private static void Add(List<ValueCheck> checks, ValueCheck? check)
    {
        if (check is not null)
        {
            checks.Add(check);
        }
    }

    // Widths of the standard that no column has: the next wider one, and a range.
    private static RangeCheck? WidthOf(string? format) => format switch
    {
        "i8" => Range("-128", "127"),
        "i16" => Range("-32768", "32767"),
        "u8" => Range("0", "255"),
        "u16" => Range("0", "65535"),
        "u32" => Range("0", "4294967295"),
        _ => null,
    };

    private static RangeCheck Range(string least, string greatest) => new(new Bound(least, false), new Bound(greatest, false));

    private LengthCheck? ReadLength(string leastKey, string greatestKey, string unit)
    {
        var least = options?.WholeNumber(leastKey, 0);
        var greatest = options?.WholeNumber(greatestKey, 0);
        if (least > greatest)
        {
            options!.Report(ErrorCodes.BadLimit, leastKey, $"'{leastKey}' of {property.Subject} is greater than '{greatestKey}'",
                "Swap them or correct one.");
            return null;
        }
        return least is null && greatest is null ? null : new LengthCheck(least, greatest, unit);
    }

    private PatternCheck? ReadPattern()
    {
        if (options?.Text("pattern") is not { } pattern)
        {
            return null;
        }
        if (PatternGuard.Refuse(pattern) is { } reason)
        {
            options.Report(ErrorCodes.BadPattern, "pattern", $"the pattern of {property.Subject} cannot be used: {reason}",
                "Write it with the constructs that RE2 and Java share.");
            return null;
        }
        return new PatternCheck(pattern);
    }

    private RangeCheck? ReadRange()
    {
        var least = ReadBound("minimum", "exclusiveMinimum");
        var greatest = ReadBound("maximum", "exclusiveMaximum");
        if (least is null && greatest is null)
        {
            return null;
        }
        if (least is not null && greatest is not null)
        {
            var order = TypedText.Compare(type, least.Text, greatest.Text);
            if (order > 0 || (order == 0 && (least.IsExclusive || greatest.IsExclusive)))
            {
                options!.Report(ErrorCodes.BadLimit, options.Has("minimum") ? "minimum" : "exclusiveMinimum",
                    $"no value of {property.Subject} can lie between its minimum and its maximum", "Correct one of them.");
            }
        }
        return new RangeCheck(least, greatest);
    }

    private Bound? ReadBound(string key, string exclusiveKey)
    {
        var (inclusive, exclusive) = (ReadValue(key), ReadValue(exclusiveKey));
        if (inclusive is not null && exclusive is not null)
        {
            options!.Report(ErrorCodes.BadLimit, exclusiveKey, $"{property.Subject} has both '{key}' and '{exclusiveKey}'",
                "Keep one of them.");
        }
        return exclusive is not null ? new Bound(exclusive, true) : inclusive is not null ? new Bound(inclusive, false) : null;
    }

    private StepCheck? ReadStep()
    {
        if (ReadValue("multipleOf") is not { } step)
        {
            return null;
        }
        if (TypedText.Compare(type, step, "0") <= 0)
        {
            options!.Report(ErrorCodes.BadLimit, "multipleOf", $"'multipleOf' of {property.Subject} is not positive",
                "Write a number above 0.");
            return null;
        }
        return new StepCheck(step);
    }

    private string? ReadValue(string key)
    {
        if (options?.Node(key) is not { } node)
        {
            return null;
        }
        if (node is YamlScalar scalar && TypedText.Canonical(type, scalar) is { } text)
        {
            return text;
        }
        options.Report(ErrorCodes.BadLimit, key, $"'{key}' of {property.Subject} is no {type} value",
            $"Write {TypedText.Example(type)}.");
        return null;
    }
}
