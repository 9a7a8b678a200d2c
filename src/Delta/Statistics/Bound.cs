using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Statistics;

/// <summary>
/// Turns a writer's least and greatest values into the JSON texts of the log; null where none is safe.
/// </summary>
internal static partial class Bound
{
    public static string? Min(DataType type, string? text) =>
        IsString(type) && text is not null ? Quote(StringBound.Min(text)) : Exact(type, text);

    public static string? Max(DataType type, string? text) =>
        IsString(type) && text is not null ? StringBound.Max(text) is { } max ? Quote(max) : null : Exact(type, text);

    private static bool IsString(DataType type) => type == PrimitiveType.String;

    private static string? Exact(DataType type, string? text)
    {
        if (text is null) return null;
        return type switch
        {
            DecimalType => Number(text),
            PrimitiveType { Name: "long" or "integer" or "short" or "byte" or "float" or "double" } => Number(text),
            PrimitiveType { Name: "date" } => Date().IsMatch(text) ? Quote(text) : null,
            PrimitiveType { Name: "timestamp" } => Timestamp(Instant().Match(text), "Z"),
            PrimitiveType { Name: "timestamp_ntz" } => Timestamp(Local().Match(text), ""),
            _ => null,
        };
    }

    private static string? Number(string text) => JsonNumber().IsMatch(text) ? text : null;

    /// <summary>Cuts to milliseconds, downwards for both bounds: readers add one to the greater.</summary>
    private static string? Timestamp(Match match, string zone)
    {
        if (!match.Success) return null;
        var milliseconds = match.Groups["fraction"].Value.PadRight(3, '0')[..3];
        return Quote($"{match.Groups["date"].Value}T{match.Groups["time"].Value}.{milliseconds}{zone}");
    }

    private static string Quote(string text) => $"\"{JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text)}\"";

    [GeneratedRegex(@"^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Date();

    private const string DateTimePattern =
        @"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2}) (?<time>[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<fraction>[0-9]+))?";

    [GeneratedRegex(DateTimePattern + @"\+00\z", RegexOptions.CultureInvariant)]
    private static partial Regex Instant();

    [GeneratedRegex(DateTimePattern + @"\z", RegexOptions.CultureInvariant)]
    private static partial Regex Local();
}
