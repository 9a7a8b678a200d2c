using System.Globalization;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Constraints;

/// <summary>How long the texts of a column are that Spark declared as <c>char</c> or <c>varchar</c>.</summary>
/// <param name="Characters">The length, in Unicode code points.</param>
/// <param name="IsPadded">Whether shorter texts are filled up with spaces: <c>char</c>.</param>
public readonly record struct TextLength(int Characters, bool IsPadded)
{
    /// <summary>The length of a column; null when it has none, or when it is a rule of nested texts.</summary>
    public static TextLength? Of(StructField field)
    {
        if (field.Type != PrimitiveType.String || RowRules.Text(field, RowRules.LengthKey) is not { } type) return null;
        var isPadded = type.StartsWith("char(", StringComparison.Ordinal);
        var start = isPadded ? "char(" : "varchar(";
        return type.StartsWith(start, StringComparison.Ordinal) && type.EndsWith(')')
            && int.TryParse(type.AsSpan(start.Length, type.Length - start.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var length)
            ? new TextLength(length, isPadded)
            : null;
    }
}
