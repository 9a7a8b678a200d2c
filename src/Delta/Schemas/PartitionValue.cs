using System.Globalization;
using System.Text;

namespace Lakehouse.Delta.Schemas;

/// <summary>Values of partition columns as texts (protocol, "Partition Value Serialization").</summary>
/// <remarks>
/// Null and the empty string cannot be told apart: both are null. The .NET types: <see cref="string"/>,
/// <see cref="long"/> for every integer, <see cref="float"/>, <see cref="double"/>, <see cref="decimal"/>,
/// <see cref="bool"/>, <see cref="DateOnly"/>, <see cref="DateTimeOffset"/> for <c>timestamp</c>,
/// <see cref="DateTime"/> for <c>timestamp_ntz</c>, and arrays of <see cref="byte"/>.
/// </remarks>
public static class PartitionValue
{
    private const string UtcForm = "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'";
    private const string LocalForm = "yyyy-MM-dd HH:mm:ss.ffffff";

    private static readonly string[] LocalForms =
    [
        "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
    ];

    private static readonly string[] ZonedForms =
    [
        "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The text of a value in the log.</summary>
    /// <param name="type">Type of the column.</param>
    /// <param name="value">A value of the .NET type that belongs to it, or null.</param>
    /// <exception cref="ArgumentException">The value has another .NET type.</exception>
    public static string? Encode(DataType type, object? value)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (value is null) return null;
        var text = (type, value) switch
        {
            (PrimitiveType { Name: "string" }, string plain) => plain,
            (PrimitiveType { Name: "long" or "integer" or "short" or "byte" }, long or int or short or sbyte) =>
                Convert.ToInt64(value).ToString(),
            (PrimitiveType { Name: "float" }, float number) => number.ToString("R"),
            (PrimitiveType { Name: "double" }, double number) => number.ToString("R"),
            (DecimalType decimals, decimal number) => number.ToString("F" + decimals.Scale),
            (PrimitiveType { Name: "boolean" }, bool flag) => flag ? "true" : "false",
            (PrimitiveType { Name: "date" }, DateOnly date) => date.ToString("yyyy-MM-dd"),
            (PrimitiveType { Name: "timestamp" }, DateTimeOffset instant) => instant.UtcDateTime.ToString(UtcForm),
            (PrimitiveType { Name: "timestamp_ntz" }, DateTime local) => local.ToString(LocalForm),
            (PrimitiveType { Name: "binary" }, byte[] bytes) => Encoding.Latin1.GetString(bytes),
            _ => throw new ArgumentException(
                $"a {value.GetType().Name} is no partition value of type {type.Name}", nameof(value)),
        };
        return text.Length == 0 ? null : text;
    }

    /// <summary>The value that a text in the log stands for.</summary>
    /// <param name="type">Type of the column.</param>
    /// <param name="text">The text, or null. A <c>timestamp</c> without zone is taken as UTC.</param>
    /// <exception cref="DeltaException">DEL0208: the text does not have the form of the type.</exception>
    public static object? Decode(DataType type, string? text)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (string.IsNullOrEmpty(text)) return null;
        return Read(type, text) ?? throw new DeltaException(
            ErrorCodes.InvalidPartitionValue,
            $"a partition value does not have the form of its type {type.Name}. Repair the writer of the table.");
    }

    /// <summary>The value of a text that is not empty; null when it does not have the form of the type.</summary>
    internal static object? Read(DataType type, string text) => type switch
    {
        DecimalType => Number(text),
        PrimitiveType primitive => Primitive(primitive, text),
        _ => null,
    };

    private static object? Primitive(PrimitiveType type, string text) => type.Name switch
    {
        "string" => text,
        "long" or "integer" or "short" or "byte" => long.TryParse(text, out var number) ? number : null,
        "float" => float.TryParse(text, out var number) ? number : null,
        "double" => double.TryParse(text, out var number) ? number : null,
        "boolean" => bool.TryParse(text, out var flag) ? flag : null,
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : null,
        "timestamp" => Instant(text),
        "timestamp_ntz" => Local(text) is { } local ? local : null,
        "binary" => Encoding.Latin1.GetBytes(text),
        _ => null,
    };

    /// <summary>A decimal; null when its digits do not fit, for parsing would round them.</summary>
    private static decimal? Number(string text)
    {
        if (text.Count(char.IsAsciiDigit) > 28) return null;
        return decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, null, out var number) ? number : null;
    }

    private static DateTimeOffset? Instant(string text)
    {
        if (Local(text) is { } local) return new DateTimeOffset(local, TimeSpan.Zero);
        return DateTimeOffset.TryParseExact(text, ZonedForms, null, DateTimeStyles.None, out var instant)
            ? instant.ToUniversalTime()
            : null;
    }

    private static DateTime? Local(string text) =>
        DateTime.TryParseExact(text, LocalForms, null, DateTimeStyles.None, out var local) ? local : null;
}
