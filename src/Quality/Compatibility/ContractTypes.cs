using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether every value of one field's type is a value of another's, as it stands in a record.</summary>
internal static class ContractTypes
{
    /// <summary>Whether <paramref name="read"/> takes all single values of <paramref name="written"/>.</summary>
    public static bool Holds(RecordField read, RecordField written) => (read.Type, written.Type) switch
    {
        (FieldType.Text to, FieldType.Text from) => to.Format == TextFormat.Any || to.Format == from.Format,
        (FieldType.Text to, FieldType.Date or FieldType.Timestamp or FieldType.TimestampNtz) => to.Format == TextFormat.Any,
        (FieldType.Integer to, FieldType.Integer from) => to.Bits >= from.Bits || FitsRange(written, n => n.FitsInteger(to.Bits)),
        (FieldType.Integer to, FieldType.Decimal { Scale: 0 } from) => from.Precision < (to.Bits == 64 ? 19 : 10),
        (FieldType.Decimal to, FieldType.Integer from) => to.Precision - to.Scale >= (from.Bits == 64 ? 19 : 10)
            || FitsRange(written, n => n.Fits(to.Precision, to.Scale)),
        (FieldType.Decimal to, FieldType.Decimal from) =>
            to.Scale >= from.Scale && to.Precision - to.Scale >= from.Precision - from.Scale,
        (FieldType.Double or FieldType.Float, FieldType.Integer or FieldType.Decimal or FieldType.Float) => true,
        (FieldType.Double, FieldType.Double) => true,
        var (to, from) => to.IsSingle && to == from,
    };

    /// <summary>The type in full, members and elements included.</summary>
    public static string Describe(RecordField field) => field.Type switch
    {
        FieldType.Object o => "{" + string.Join(", ", o.Fields.Select(f => $"{f.Name} {Describe(f)}")) + "}",
        FieldType.Array a => $"[{Describe(a.Element)}]",
        var single => single.ToString()!,
    };

    private static bool FitsRange(RecordField written, Func<ExactNumber, bool> fits) =>
        written.Checks.OfType<RangeCheck>().FirstOrDefault() is { Least: { } least, Greatest: { } greatest }
        && ExactNumber.TryParse(least.Text, out var low) && ExactNumber.TryParse(greatest.Text, out var high)
        && fits(low) && fits(high);
}
