namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>DuckDB's rules of which type an operation has.</summary>
internal static class TypeRules
{
    private const int Int64Precision = 18;

    /// <summary>The decimal that holds all values of an exact type.</summary>
    public static SqlType AsDecimal(SqlType type) => type.Kind switch
    {
        SqlKind.TinyInt => SqlType.Decimal(3, 0),
        SqlKind.SmallInt => SqlType.Decimal(5, 0),
        SqlKind.Integer => SqlType.Decimal(10, 0),
        SqlKind.BigInt => SqlType.Decimal(19, 0),
        SqlKind.HugeInt => SqlType.Decimal(38, 0),
        _ => type,
    };

    /// <summary>The narrowest type for a whole literal beside a whole number of another type.</summary>
    public static SqlType Narrowest(System.Numerics.BigInteger value) => value switch
    {
        _ when value >= sbyte.MinValue && value <= sbyte.MaxValue => SqlType.TinyInt,
        _ when value >= short.MinValue && value <= short.MaxValue => new SqlType(SqlKind.SmallInt),
        _ when value >= int.MinValue && value <= int.MaxValue => SqlType.Integer,
        _ when value >= long.MinValue && value <= long.MaxValue => SqlType.BigInt,
        _ => SqlType.HugeInt,
    };

    /// <summary>The type that both sides of a comparison, and all results of a CASE, are brought to; null without one.</summary>
    public static SqlType? Common(SqlType left, SqlType right)
    {
        if (left == right || right.Kind == SqlKind.Null)
        {
            return left;
        }
        if (left.Kind == SqlKind.Null)
        {
            return right;
        }
        if (left.IsWhole && right.IsWhole)
        {
            return left.Kind > right.Kind ? left : right;
        }
        if (left.IsExact && right.IsExact)
        {
            var (l, r) = (AsDecimal(left), AsDecimal(right));
            var scale = Math.Max(l.Scale, r.Scale);
            var precision = Math.Max(l.Precision - l.Scale, r.Precision - r.Scale) + scale;
            return precision > SqlType.MaxPrecision ? null : SqlType.Decimal(precision, scale);
        }
        if (left.IsNumber && right.IsNumber)
        {
            var isFloat = left.Kind == SqlKind.Float || right.Kind == SqlKind.Float;
            return isFloat && left.Kind != SqlKind.Double && right.Kind != SqlKind.Double ? null : SqlType.Double;
        }
        return left.IsTime && right.IsTime ? left.Kind > right.Kind ? left : right : null;
    }

    /// <summary>The sum or difference of two decimals.</summary>
    public static SqlType Sum(SqlType left, SqlType right)
    {
        var scale = Math.Max(left.Scale, right.Scale);
        var widest = Math.Max(left.Precision, right.Precision);
        var precision = Math.Max(Math.Max(left.Precision - left.Scale, right.Precision - right.Scale) + scale, widest) + 1;
        return SqlType.Decimal(Cap(precision, widest), scale);
    }

    /// <summary>The product of two decimals; null where it has no type.</summary>
    public static SqlType? Product(SqlType left, SqlType right)
    {
        var scale = left.Scale + right.Scale;
        var widest = Math.Max(left.Precision, right.Precision);
        var precision = left.Precision + right.Precision;
        precision = precision > Int64Precision && widest <= Int64Precision && scale < Int64Precision ? Int64Precision : precision;
        return scale > SqlType.MaxPrecision ? null : SqlType.Decimal(Math.Min(precision, SqlType.MaxPrecision), scale);
    }

    // DuckDB keeps a sum in 64 bits where its operands are, and checks that it fits.
    private static int Cap(int precision, int widest) =>
        precision > Int64Precision && widest <= Int64Precision ? Int64Precision : Math.Min(precision, SqlType.MaxPrecision);
}
