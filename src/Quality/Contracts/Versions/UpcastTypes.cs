using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>Which typed values can become values of another type.</summary>
internal static class UpcastTypes
{
    /// <summary>Whether every value of one type is a value of the other.</summary>
    public static bool Fits(FieldType to, FieldType from) => (to, from) switch
    {
        (FieldType.Text, FieldType.Text) => true,
        (FieldType.Integer t, FieldType.Integer f) => t.Bits >= f.Bits,
        (FieldType.Decimal t, FieldType.Integer f) => t.Precision - t.Scale >= (f.Bits == 64 ? 19 : 10),
        (FieldType.Decimal t, FieldType.Decimal f) => t.Scale >= f.Scale && t.Precision - t.Scale >= f.Precision - f.Scale,
        (FieldType.Double, FieldType.Float or FieldType.Integer { Bits: 32 }) => true,
        _ => to.IsSingle && to == from,
    };

    /// <summary>Whether some values of one type are values of the other, so that a cast makes sense.</summary>
    public static bool CanCast(FieldType to, FieldType from) => (to, from) switch
    {
        (FieldType.Text, FieldType.Integer or FieldType.Decimal or FieldType.Boolean or FieldType.Date) => true,
        (not FieldType.Text, FieldType.Text) => to.IsSingle,
        _ => IsNumber(to) && IsNumber(from),
    };

    public static bool IsNumber(FieldType type) =>
        type is FieldType.Integer or FieldType.Decimal or FieldType.Double or FieldType.Float;
}
