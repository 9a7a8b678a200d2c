using System.Globalization;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Brings a value that a contract writes for a typed field into one canonical text.</summary>
internal static class TypedText
{
    private static readonly string[] ZonedTimes =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFK",
    ];

    private static readonly string[] LocalTimes =
    [
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFF",
    ];

    /// <summary>The canonical text, or null when the value is none of the type.</summary>
    public static string? Canonical(FieldType type, YamlScalar value) => type switch
    {
        FieldType.Text => value.IsNull ? null : value.Text,
        FieldType.Integer integer => Number(value) is { } n && n.FitsInteger(integer.Bits) ? n.ToString() : null,
        FieldType.Decimal d => Number(value) is { } n && n.Fits(d.Precision, d.Scale) ? n.ToString() : null,
        FieldType.Double or FieldType.Float => Number(value)?.ToString(),
        FieldType.Boolean => value.Truth is { } truth ? truth ? "true" : "false" : null,
        FieldType.Date => DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out _) ? value.Text : null,
        FieldType.Timestamp => Instant(value.Text),
        FieldType.TimestampNtz => DateTime.TryParseExact(value.Text, LocalTimes, CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var local) ? local.ToString("yyyy-MM-dd HH:mm:ss.ffffff") : null,
        _ => null,
    };

    /// <summary>How two canonical texts of one ordered type compare.</summary>
    public static int Compare(FieldType type, string left, string right) =>
        type is FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float
            ? Exact(left).CompareTo(Exact(right))
            : string.CompareOrdinal(left, right);

    /// <summary>What a value of the type looks like, for a next step.</summary>
    public static string Example(FieldType type) => type switch
    {
        FieldType.Text => "text",
        FieldType.Integer integer => $"a whole number of {integer.Bits} bits, without quotes",
        FieldType.Decimal d => $"a number that fits decimal({d.Precision},{d.Scale}), without quotes",
        FieldType.Double or FieldType.Float => "a number, without quotes",
        FieldType.Boolean => "true or false, without quotes",
        FieldType.Date => "a date such as 2024-12-31",
        FieldType.Timestamp => "a time with a zone such as 2024-12-31T23:59:59Z",
        FieldType.TimestampNtz => "a time without zone such as 2024-12-31T23:59:59",
        _ => "a single value",
    };

    private static ExactNumber? Number(YamlScalar value) =>
        value.IsNumber && ExactNumber.TryParse(value.Text, out var number) ? number : null;

    private static ExactNumber Exact(string canonical) =>
        ExactNumber.TryParse(canonical, out var number) ? number : default;

    private static string? Instant(string text) =>
        (text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':'))
        && DateTimeOffset.TryParseExact(text, ZonedTimes, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff") + "+00"
            : null;
}
