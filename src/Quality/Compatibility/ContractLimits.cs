using System.Numerics;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether what a field demands of its values is demanded already by another field of a type that fits.</summary>
internal static class ContractLimits
{
    /// <summary>Whether every value that <paramref name="written"/> accepts satisfies <paramref name="check"/>.</summary>
    /// <param name="written">The field whose values come.</param>
    /// <param name="check">What is demanded of them.</param>
    /// <param name="type">The type of the field that demands it.</param>
    public static bool Implies(RecordField written, ValueCheck check, FieldType type)
    {
        if (written.Checks.OfType<EnumCheck>().FirstOrDefault() is { } listed && IsSameKind(written.Type, type))
        {
            return listed.Values.All(value => Accepts(check, value, type)) || Demands(written, check, type);
        }
        return Demands(written, check, type);
    }

    private static bool Demands(RecordField written, ValueCheck check, FieldType type) => check switch
    {
        EnumCheck all => written.Type is FieldType.Boolean && all.Values.Count == 2,
        RangeCheck range => IsSameKind(written.Type, type) && Within(written, range, type),
        LengthCheck length => written.Checks.OfType<LengthCheck>().Any(l => l.Unit == length.Unit
            && (length.Least ?? 0) <= (l.Least ?? 0) && (length.Greatest is null || l.Greatest <= length.Greatest))
            || (length.Greatest is null && length.Least is null or 0),
        PatternCheck pattern => written.Checks.OfType<PatternCheck>().Any(p => p.Pattern == pattern.Pattern),
        StepCheck step => written.Checks.OfType<StepCheck>().Any(s => IsMultiple(s.Step, step.Step))
            || (written.Type is FieldType.Integer && IsMultiple("1", step.Step))
            || (written.Type is FieldType.Decimal d && ExactNumber.TryParse("1e-" + d.Scale, out var unit) && IsMultiple(unit.ToString(), step.Step)),
        // The form belongs to the type, which has been compared.
        FormatCheck => true,
        _ => false,
    };

    private static bool Within(RecordField written, RangeCheck range, FieldType type)
    {
        var given = written.Checks.OfType<RangeCheck>().ToList();
        var (least, greatest) = NaturalRange(written.Type);
        return (range.Least is null
                || (least is not null && Compare(least, range.Least.Text) is var natural && (natural > 0 || (natural == 0 && !range.Least.IsExclusive)))
                || given.Any(g => g.Least is { } low && AtLeast(low, range.Least)))
            && (range.Greatest is null
                || (greatest is not null && Compare(greatest, range.Greatest.Text) is var top && (top < 0 || (top == 0 && !range.Greatest.IsExclusive)))
                || given.Any(g => g.Greatest is { } high && AtMost(high, range.Greatest)));

        int Compare(string left, string right) => TypedText.Compare(type, left, right);

        bool AtLeast(Bound low, Bound demanded) => Compare(low.Text, demanded.Text) is var order
            && (order > 0 || (order == 0 && (low.IsExclusive || !demanded.IsExclusive)));

        bool AtMost(Bound high, Bound demanded) => Compare(high.Text, demanded.Text) is var order
            && (order < 0 || (order == 0 && (high.IsExclusive || !demanded.IsExclusive)));
    }

    private static (string? Least, string? Greatest) NaturalRange(FieldType type) => type switch
    {
        FieldType.Integer integer => ((-BigInteger.Pow(2, integer.Bits - 1)).ToString(), (BigInteger.Pow(2, integer.Bits - 1) - 1).ToString()),
        _ => (null, null),
    };

    private static bool Accepts(ValueCheck check, string value, FieldType type) => check switch
    {
        EnumCheck all => all.Values.Contains(value),
        RangeCheck range => AcceptsRange(range, value, type),
        LengthCheck { Unit: "character" } length => value.EnumerateRunes().Count() is var count
            && count >= (length.Least ?? 0) && count <= (length.Greatest ?? int.MaxValue),
        PatternCheck pattern => Regex.IsMatch(value, pattern.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant),
        StepCheck step => IsMultiple(value, step.Step),
        _ => false,
    };

    private static bool AcceptsRange(RangeCheck range, string value, FieldType type)
    {
        var above = range.Least is null ? 1 : TypedText.Compare(type, value, range.Least.Text);
        var below = range.Greatest is null ? -1 : TypedText.Compare(type, value, range.Greatest.Text);
        return (above > 0 || (above == 0 && !range.Least!.IsExclusive)) && (below < 0 || (below == 0 && !range.Greatest!.IsExclusive));
    }

    // Canonical texts of two types compare only where both are numbers or the types are equal.
    private static bool IsSameKind(FieldType written, FieldType read) => written == read || (IsNumber(written) && IsNumber(read))
        || (written is FieldType.Text && read is FieldType.Text);

    private static bool IsNumber(FieldType type) =>
        type is FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float;

    private static bool IsMultiple(string value, string step) => ExactNumber.TryParse(value, out var number)
        && ExactNumber.TryParse(step, out var unit) && number.IsMultipleOf(unit);
}
