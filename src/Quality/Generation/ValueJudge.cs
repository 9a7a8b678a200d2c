using System.Globalization;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Generation;

/// <summary>Says by itself, without SQL, which checks a value does not satisfy.</summary>
internal sealed class ValueJudge
{
    private readonly Dictionary<string, Regex> _patterns = new(StringComparer.Ordinal);

    /// <summary>Whether a value of the field's type satisfies all of some checks.</summary>
    public bool Holds(RecordField field, IEnumerable<ValueCheck> checks, JsonDraft value) =>
        checks.All(check => Holds(field, check, value));

    /// <summary>Whether a value of the field's type satisfies a check.</summary>
    public bool Holds(RecordField field, ValueCheck check, JsonDraft value) => (check, value) switch
    {
        (LengthCheck length, JsonDraft.Array array) => IsWithin(length, array.Items.Count),
        (LengthCheck length, JsonDraft.Text text) => IsWithin(length, text.Value.EnumerateRunes().Count()),
        (PatternCheck pattern, JsonDraft.Text text) => IsFound(pattern.Pattern, text.Value),
        (FormatCheck format, JsonDraft.Text text) => IsFound(TextPatterns.Of(format.Format), text.Value),
        (EnumCheck choice, _) => choice.Values.Any(one => Compare(field.Type, one, PlainText(value)) == 0),
        (RangeCheck range, _) => IsWithin(range, field.Type, PlainText(value)),
        (StepCheck step, _) => Exact(PlainText(value)).IsMultipleOf(Exact(step.Step)),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "This check does not judge such a value."),
    };

    /// <summary>An instant of RFC 3339, or the canonical text of a bound, as a time in UTC; a time without zone as it is.</summary>
    public static DateTime Time(string text) => DateTimeOffset.Parse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal).UtcDateTime;

    /// <summary>A number as it is.</summary>
    public static ExactNumber Exact(string text) => ExactNumber.TryParse(text, out var number)
        ? number
        : throw new FormatException($"'{text}' is no number.");

    private static string PlainText(JsonDraft value) => value switch
    {
        JsonDraft.Text text => text.Value,
        JsonDraft.Token token => token.Value,
        _ => value.ToString(),
    };

    private bool IsFound(string pattern, string text)
    {
        if (!_patterns.TryGetValue(pattern, out var regex))
        {
            // In .NET '$' also stands before a last line end, elsewhere it does not.
            regex = _patterns[pattern] = new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
        }
        return regex.IsMatch(text) && (!text.EndsWith('\n') || regex.IsMatch(text + "x"));
    }

    private static bool IsWithin(LengthCheck check, int count) => !(count < check.Least) && !(count > check.Greatest);

    private static bool IsWithin(RangeCheck range, FieldType type, string value) =>
        (range.Least is not { } least || Compare(type, value, least.Text) is var low && (low > 0 || (low == 0 && !least.IsExclusive)))
        && (range.Greatest is not { } most || Compare(type, value, most.Text) is var high && (high < 0 || (high == 0 && !most.IsExclusive)));

    private static int Compare(FieldType type, string left, string right) => type switch
    {
        FieldType.Integer or FieldType.Decimal => Exact(left).CompareTo(Exact(right)),
        FieldType.Double => Double(left).CompareTo(Double(right)),
        FieldType.Float => ((float)Double(left)).CompareTo((float)Double(right)),
        FieldType.Timestamp or FieldType.TimestampNtz => Time(left).CompareTo(Time(right)),
        _ => string.CompareOrdinal(left, right),
    };

    private static double Double(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
