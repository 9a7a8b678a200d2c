using System.Globalization;
using System.Text;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Statistics;

/// <summary>Reads the values of one column from conditions, partitions and statistics so that they can be compared.</summary>
/// <param name="type">Type of the column.</param>
/// <param name="isWidened">Whether older files hold a narrower type.</param>
internal sealed class ValueOrder(DataType type, bool isWidened)
{
    /// <summary>Readers add it to the greatest timestamp, for writers cut timestamps to milliseconds.</summary>
    private const long CutTicks = TimeSpan.TicksPerMillisecond;

    private static readonly string[] InstantForms = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];
    private static readonly string[] LocalForms =
        ["yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd"];

    /// <summary>
    /// Whether the column holds floating point numbers: statistics may pass over NaN, which is the greatest of them.
    /// </summary>
    public bool IsReal => type is PrimitiveType { Name: "float" or "double" };

    public static ValueOrder Of(StructField field) => new(field.Type, field.IsWidened);

    /// <summary>The value of a condition; null when it does not fit the column.</summary>
    /// <returns>The value, and whether it is the same after conversion to the column's type.</returns>
    public (IComparable Value, bool IsExact)? FromValue(object value) => (type, value) switch
    {
        (PrimitiveType { Name: "string" }, string text) => (new OrderedBytes(Encoding.UTF8.GetBytes(text)), true),
        (PrimitiveType { Name: "binary" }, byte[] bytes) => (new OrderedBytes(bytes), true),
        (PrimitiveType { Name: "float" }, float or double or decimal or long or int) =>
            (new OrderedReal(Convert.ToSingle(value)), false),
        (PrimitiveType { Name: "double" }, float or double or decimal or long or int) =>
            (new OrderedReal(Convert.ToDouble(value)), value is float or double),
        (PrimitiveType { Name: "boolean" }, bool flag) => (flag, true),
        (PrimitiveType { Name: "date" }, DateOnly date) => (date, true),
        (PrimitiveType { Name: "timestamp" }, DateTimeOffset instant) => (instant.UtcTicks, true),
        (PrimitiveType { Name: "timestamp_ntz" }, DateTime local) => (local.Ticks, true),
        (DecimalType or PrimitiveType { Name: "long" or "integer" or "short" or "byte" },
            decimal or long or int or short or sbyte) => (Convert.ToDecimal(value), true),
        _ => null,
    };

    /// <summary>The range of a partition.</summary>
    public ColumnRange FromPartition(string? text)
    {
        if (string.IsNullOrEmpty(text)) return ColumnRange.Exactly(null);
        if (type is PrimitiveType { Name: "binary" }) return ColumnRange.Unknown;
        return PartitionValue.Read(type, text) is { } value && FromValue(value) is { } known
            ? ColumnRange.Exactly(known.Value)
            : ColumnRange.Unknown;
    }

    /// <summary>A least value of the statistics; null when it cannot be trusted.</summary>
    public IComparable? FromMin(string text) => type switch
    {
        DecimalType or PrimitiveType { Name: "long" or "integer" or "short" or "byte" } => Number(text),
        PrimitiveType { Name: "string" } => new OrderedBytes(Encoding.UTF8.GetBytes(text)),
        PrimitiveType { Name: "float" } => float.TryParse(text, out var number) ? new OrderedReal(number) : null,
        // A shorter text of a float may stand on the wrong side of its value.
        PrimitiveType { Name: "double" } =>
            !isWidened && double.TryParse(text, out var number) ? new OrderedReal(number) : null,
        PrimitiveType { Name: "date" } => DateOnly.TryParseExact(text, "yyyy-MM-dd", out var date) ? date : null,
        PrimitiveType { Name: "timestamp" } => Instant(text),
        PrimitiveType { Name: "timestamp_ntz" } =>
            DateTime.TryParseExact(text, LocalForms, null, DateTimeStyles.None, out var local) ? local.Ticks : null,
        _ => null,
    };

    /// <summary>A greatest value of the statistics; null when it cannot be trusted.</summary>
    public IComparable? FromMax(string text) => FromMin(text) switch
    {
        long ticks => ticks > long.MaxValue - CutTicks ? long.MaxValue : ticks + CutTicks,
        var other => other,
    };

    private static long? Instant(string text) =>
        DateTimeOffset.TryParseExact(text, InstantForms, null, DateTimeStyles.AssumeUniversal, out var instant)
        && (text.EndsWith('Z') || text[^6] is '+' or '-')
            ? instant.UtcTicks
            : null;

    /// <summary>A number without an exponent and with no more digits than can be kept.</summary>
    private static decimal? Number(string text) =>
        text.Count(char.IsAsciiDigit) <= 28
        && decimal.TryParse(
            text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, null, out var number)
            ? number
            : null;
}
