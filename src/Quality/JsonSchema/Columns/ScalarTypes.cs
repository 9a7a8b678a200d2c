using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.JsonSchema.Columns;

/// <summary>Finds the column type of a single value from its JSON type, <c>format</c>, <c>multipleOf</c> and <c>x-physicalType</c>.</summary>
internal static partial class ScalarTypes
{
    private const int MostDigits = 38;

    public static FieldType? Read(string type, IReadOnlyList<SchemaPlace> parts, ProblemList problems) => type switch
    {
        "string" => Text(parts),
        "integer" => new FieldType.Integer(64),
        "boolean" => new FieldType.Boolean(),
        "number" => Number(parts, problems),
        _ => null,
    };

    private static FieldType Text(IReadOnlyList<SchemaPlace> parts)
    {
        var formats = parts.Select(part => part.Value.FindText("format")).ToList();
        return formats.Contains("date-time") ? new FieldType.Timestamp()
            : formats.Contains("date") ? new FieldType.Date()
            : formats.Contains("uuid") ? new FieldType.Text(TextFormat.Uuid)
            : formats.Contains("ipv4") ? new FieldType.Text(TextFormat.Ipv4)
            : formats.Contains("ipv6") ? new FieldType.Text(TextFormat.Ipv6)
            : new FieldType.Text();
    }

    private static FieldType Number(IReadOnlyList<SchemaPlace> parts, ProblemList problems)
    {
        foreach (var part in parts)
        {
            if (part.Value.FindText("x-physicalType") is { } physical)
            {
                return Physical(physical, part, problems);
            }
        }
        // A step such as 0.01 says how many digits there are after the point.
        var steps = parts.Select(part => part.Value.Find("multipleOf")).OfType<JsonValue>()
            .Select(value => ExactNumber.TryParse(value.Text, out var step) ? step.Scale : MostDigits).ToList();
        return steps.Count > 0 && steps.Min() < MostDigits / 2
            ? new FieldType.Decimal(MostDigits, steps.Min())
            : new FieldType.Double();
    }

    private static FieldType Physical(string text, SchemaPlace part, ProblemList problems)
    {
        var match = Decimal().Match(text);
        if (match.Success)
        {
            var precision = int.Parse(match.Groups["p"].ValueSpan, CultureInfo.InvariantCulture);
            var scale = int.Parse(match.Groups["s"].ValueSpan, CultureInfo.InvariantCulture);
            if (precision is >= 1 and <= MostDigits && scale <= precision)
            {
                return new FieldType.Decimal(precision, scale);
            }
        }
        else if (text == "double")
        {
            return new FieldType.Double();
        }
        problems.Add(ErrorCodes.BadType, part.Resource.Document.PositionOf(part.Value.Find("x-physicalType")!),
            $"'{text}' is no type of numbers", "Use decimal(p,s) with p up to 38 and s up to p, or double.");
        return new FieldType.Double();
    }

    [GeneratedRegex(@"^decimal\((?<p>[0-9]{1,2}), *(?<s>[0-9]{1,2})\)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Decimal();
}
