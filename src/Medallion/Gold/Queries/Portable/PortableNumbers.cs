namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The portable operators and functions of numbers and truth values.</summary>
internal static class PortableNumbers
{
    // 1/0 is infinite in DuckDB and an error in Spark; the sign of a zero counts.
    private const string Divide =
        "CASE WHEN {1} = 0D THEN {0} * CASE WHEN CAST({1} AS STRING) LIKE '-%' THEN CAST('-Infinity' AS DOUBLE) "
        + "ELSE CAST('Infinity' AS DOUBLE) END ELSE {0} / {1} END";

    public static readonly IReadOnlyList<PortableFunction> List =
    [
        new("+(exact, exact)", "sum", "({0} + {1})", "of DuckDB's type; sums of DECIMALs of 38 digits with more than 6 after the point are refused") { Write = a => Sum(a, "+") },
        new("-(exact, exact)", "sum", "({0} - {1})", "as +") { Write = a => Sum(a, "-") },
        new("*(exact, exact)", "product", "({0} * {1})", "as +") { Write = Product },
        new("+(double, number)", "double", "({0} + {1})"),
        new("+(number, double)", "double", "({0} + {1})"),
        new("-(double, number)", "double", "({0} - {1})"),
        new("-(number, double)", "double", "({0} - {1})"),
        new("*(double, number)", "double", "({0} * {1})"),
        new("*(number, double)", "double", "({0} * {1})"),
        new("/(number, number)", "double", Divide, "always DOUBLE, infinite or NaN for a divisor of 0 (an error in Spark)"),
        new("//(exact, exact)", "1", "({0} DIV nullif({1}, 0))", "whole numbers; null for a divisor of 0 (an error in Spark)") { Write = a => Whole(a, "({0} DIV nullif({1}, 0))") },
        new("%(exact, exact)", "1", "({0} % nullif({1}, 0))", "as //") { Write = a => Whole(a, "({0} % nullif({1}, 0))") },
        new("mod(exact, exact)", "1", "({0} % nullif({1}, 0))", "as //") { Write = a => Whole(a, "({0} % nullif({1}, 0))") },
        new("-(exact)", "1", "(- {0})") { Write = Negative },
        new("-(double)", "double", "(- {0})"),
        new("+(exact)", "1", "{0}"),
        new("abs(exact)", "1", "abs({0})"),
        new("abs(double)", "double", "abs({0})"),
        new("sign(exact)", "tinyint", "CAST(sign({0}) AS TINYINT)"),
        new("floor(decimal)", "decimal(p,0)", "floor({0})") { Write = a => Rounded(a, "floor({0})") },
        new("floor(number)", "double", "rint(floor({0}))", "Spark gives a BIGINT") { Write = a => WholeDouble(a, "floor") },
        new("ceil(decimal)", "decimal(p,0)", "ceil({0})") { Write = a => Rounded(a, "ceil({0})") },
        new("ceil(number)", "double", "ceil({0})", "as floor") { Write = a => WholeDouble(a, "ceil") },
        new("ceiling(decimal)", "decimal(p,0)", "ceil({0})") { Write = a => Rounded(a, "ceil({0})") },
        new("round(decimal)", "decimal(p,0)", "round({0}, 0)") { Write = a => Rounded(a, "round({0}, 0)") },
        new("round(decimal, 'whole')", "decimal(p,n)", "round({0}, {1})", "half away from zero; DOUBLE is rounded differently and refused") { Write = RoundedTo },
        new("sqrt(number)", "double", "CASE WHEN {0} < 0D THEN raise_error('sqrt of a negative number') ELSE sqrt({0}) END", "an error below 0, NaN in Spark") { Write = a =>
            new Term(SparkText.Fill("CASE WHEN {0} < 0D THEN CAST(raise_error('sqrt of a negative number') AS DOUBLE) ELSE sqrt({0}) END", [a[0].Sql]), SqlType.Double) },
        new("isnan(double)", "boolean", "isnan({0})"),
        new("&(whole, whole)", "1", "({0} & {1})") { Write = a => Whole(a, "({0} & {1})") },
        new("|(whole, whole)", "1", "({0} | {1})") { Write = a => Whole(a, "({0} | {1})") },
        new("xor(whole, whole)", "1", "({0} ^ {1})") { Write = a => Whole(a, "({0} ^ {1})") },
        new("greatest(plain, ...)", "common", "greatest(…)", "skips nulls on both"),
        new("least(plain, ...)", "common", "least(…)", "skips nulls on both"),
        new("nullif(plain, plain)", "1", "nullif({0}, {1})"),
        new("ifnull(plain, plain)", "common", "coalesce({0}, {1})"),
    ];

    private static Term? Sum(IReadOnlyList<Term> a, string operation)
    {
        if (BothWhole(a) is { } whole)
        {
            return new Term($"({As(a[0], whole)} {operation} {As(a[1], whole)})", whole).Kept();
        }
        var (left, right) = (TypeRules.AsDecimal(a[0].Type), TypeRules.AsDecimal(a[1].Type));
        var type = TypeRules.Sum(left, right);
        var integral = Math.Max(left.Precision - left.Scale, right.Precision - right.Scale);
        return integral + type.Scale + 1 > SqlType.MaxPrecision && type.Scale > 6
            ? null
            : new Term(SparkText.Cast($"{As(a[0], left)} {operation} {As(a[1], right)}", type), type);
    }

    private static Term? Product(IReadOnlyList<Term> a)
    {
        if (BothWhole(a) is { } whole)
        {
            return new Term($"({As(a[0], whole)} * {As(a[1], whole)})", whole).Kept();
        }
        var (left, right) = (TypeRules.AsDecimal(a[0].Type), TypeRules.AsDecimal(a[1].Type));
        return TypeRules.Product(left, right) is { } type
            && !(left.Precision + right.Precision + 1 > SqlType.MaxPrecision && type.Scale > 6)
            ? new Term(SparkText.Cast($"{As(a[0], left)} * {As(a[1], right)}", type), type) : null;
    }

    private static Term? Whole(IReadOnlyList<Term> a, string template) => BothWhole(a) is { } type
        ? new Term(SparkText.Cast(SparkText.Fill(template, [As(a[0], type), As(a[1], type)]), type), type) : null;

    private static SqlType? BothWhole(IReadOnlyList<Term> a)
    {
        if (!a.All(term => term.Type.IsWhole))
        {
            return null;
        }
        var (left, right) = (a[0], a[1]);
        var isOneLiteral = left.Whole is null != right.Whole is null;
        return TypeRules.Common(
            isOneLiteral && left.Whole is { } l ? TypeRules.Narrowest(l) : left.Type,
            isOneLiteral && right.Whole is { } r ? TypeRules.Narrowest(r) : right.Type);
    }

    private static string As(Term term, SqlType type) => term.Type == type ? term.Sql : SparkText.Cast(term.Sql, type);

    // Whole numbers of 128 bits are decimals of 38 digits to Spark, whose sums are wider.
    private static Term Kept(this Term term) =>
        term.Type == SqlType.HugeInt ? term with { Sql = SparkText.Cast(term.Sql, term.Type) } : term;

    private static Term Negative(IReadOnlyList<Term> a) => a[0].Whole is { } value
        ? new Term(SparkText.Cast($"'{-value}'", a[0].Type), a[0].Type) { Whole = -value }
        : new Term($"(- {a[0].Sql})", a[0].Type);

    private static Term Rounded(IReadOnlyList<Term> a, string template)
    {
        var type = SqlType.Decimal(a[0].Type.Precision, 0);
        return new Term(SparkText.Cast(SparkText.Fill(template, [a[0].Sql]), type), type);
    }

    // Without the way over BIGINT that Spark's floor takes, which ends at 64 bits.
    private static Term WholeDouble(IReadOnlyList<Term> a, string name)
    {
        var x = a[0].Sql;
        var shift = name == "floor" ? $"rint({x}) > {x} THEN rint({x}) - 1D" : $"rint({x}) < {x} THEN rint({x}) + 1D";
        return new Term($"CASE WHEN {shift} ELSE rint({x}) END", SqlType.Double);
    }

    private static Term? RoundedTo(IReadOnlyList<Term> a)
    {
        var digits = (int)a[1].Whole!.Value;
        if (digits < 0)
        {
            return null;
        }
        var scale = Math.Min(digits, a[0].Type.Scale);
        var type = SqlType.Decimal(a[0].Type.Precision, scale);
        return new Term(SparkText.Cast($"round({a[0].Sql}, {scale})", type), type);
    }
}
