using System.Globalization;
using System.Text.Json;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>What a measured value must lie between; null for no bound.</summary>
internal sealed record Range(JsonElement? Least, JsonElement? Greatest, bool IsStrictBelow, bool IsStrictAbove)
{
    public static Range Of(PlanContext context) => new(
        context.Find("min_value"), context.Find("max_value"), context.Flag("strict_min"), context.Flag("strict_max"));

    /// <summary>A range of two values.</summary>
    public static Range Of(JsonElement pair) => new(Bound(pair[0]), Bound(pair[1]), false, false);

    /// <summary>Whether a value lies between the bounds.</summary>
    /// <exception cref="ExpectationException">It cannot be compared with them.</exception>
    public bool Holds(object value) =>
        (Least is not { } least || Compare(value, least) is var below && (IsStrictBelow ? below > 0 : below >= 0))
        && (Greatest is not { } greatest || Compare(value, greatest) is var above && (IsStrictAbove ? above < 0 : above <= 0));

    private static JsonElement? Bound(JsonElement value) => value.ValueKind == JsonValueKind.Null ? null : value;

    private static int Compare(object value, JsonElement bound) => (value, bound.ValueKind) switch
    {
        (decimal exact, JsonValueKind.Number) when bound.TryGetDecimal(out var limit) => exact.CompareTo(limit),
        (long or int or short or sbyte, JsonValueKind.Number) when bound.TryGetDecimal(out var limit) =>
            Convert.ToDecimal(value, CultureInfo.InvariantCulture).CompareTo(limit),
        (DateOnly day, JsonValueKind.String) when Time(bound) is { } limit =>
            day.ToDateTime(default).CompareTo(limit.UtcDateTime),
        (DateTime time, JsonValueKind.String) when Time(bound) is { } limit => time.CompareTo(limit.UtcDateTime),
        (DateTimeOffset time, JsonValueKind.String) when Time(bound) is { } limit => time.CompareTo(limit),
        (string text, JsonValueKind.String) => string.CompareOrdinal(text, bound.GetString()),
        (IConvertible and not (string or bool or DateTime), JsonValueKind.Number) =>
            Convert.ToDouble(value, CultureInfo.InvariantCulture).CompareTo(bound.GetDouble()),
        (System.Numerics.BigInteger large, JsonValueKind.Number) => ((double)large).CompareTo(bound.GetDouble()),
        _ => throw new ExpectationException(
            $"{bound.GetRawText()} cannot be compared with what was measured. Write a bound of the column's type."),
    };

    private static DateTimeOffset? Time(JsonElement bound) => DateTimeOffset.TryParse(
        bound.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
