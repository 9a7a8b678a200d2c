namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The portable aggregates and window functions.</summary>
internal static class PortableAggregates
{
    private const string Sums = "DuckDB's sum has 128 bits, Spark's 64";

    public static readonly IReadOnlyList<PortableFunction> List =
    [
        new("count_star()", "bigint", "count(*){o}", "count(*)"),
        new("count()", "bigint", "count(*){o}", "count(*) OVER"),
        new("count(any)", "bigint", "count({d}{0}){o}"),
        new("count_if(boolean)", "hugeint", "CAST(count_if({0}){o} AS DECIMAL(38,0))"),
        new("sum(integer)", "hugeint", "CAST(sum({d}CAST({0} AS BIGINT)){o} AS DECIMAL(38,0))", Sums),
        new("sum(bigint)", "hugeint", "CAST(sum({d}CAST({0} AS DECIMAL(20,0))){o} AS DECIMAL(38,0))", Sums),
        new("sum(hugeint)", "hugeint", "CAST(sum({d}{0}){o} AS DECIMAL(38,0))", "at most 38 digits"),
        new("sum(decimal)", "decimal(38,s)", "sum", "sums of DOUBLE depend on the order of rows: refused, sum DECIMALs")
        { Write = a => new Term($"CAST(sum({{d}}{a[0].Sql}){{o}} AS DECIMAL(38,{a[0].Type.Scale}))", SqlType.Decimal(SqlType.MaxPrecision, a[0].Type.Scale)) },
        new("avg(integer)", "double", "(CAST(sum({d}CAST({0} AS BIGINT)){o} AS DOUBLE) / count({d}{0}){o})", "from the exact sum"),
        new("avg(bigint)", "double", "(CAST(sum({d}CAST({0} AS DECIMAL(20,0))){o} AS DOUBLE) / count({d}{0}){o})", "from the exact sum"),
        new("avg(hugeint)", "double", "(CAST(sum({d}{0}){o} AS DOUBLE) / count({d}{0}){o})", "from the exact sum"),
        new("avg(decimal)", "double", "from the exact sum", "DOUBLE as in DuckDB, where Spark gives a DECIMAL")
        { Write = Average },
        new("min(plain)", "1", "min({0}){o}"),
        new("max(plain)", "1", "max({0}){o}"),
        new("bool_and(boolean)", "boolean", "bool_and({0}){o}"),
        new("bool_or(boolean)", "boolean", "bool_or({0}){o}"),
        new("median(integer)", "double", "CAST(median({0}){o} AS DOUBLE)"),
        new("quantile_cont(integer, any)", "double", "percentile({0}, {1}){o}", "the share is a literal from 0 to 1"),
        new("string_agg(text, 'text')", "text", "listagg({d}{0}, {1}) WITHIN GROUP (ORDER BY …){o}", "with ORDER BY in the call"),
        new("row_number()", "bigint", "CAST(row_number(){o} AS BIGINT)", "OVER only"),
        new("rank()", "bigint", "CAST(rank(){o} AS BIGINT)", "OVER only"),
        new("dense_rank()", "bigint", "CAST(dense_rank(){o} AS BIGINT)", "OVER only"),
        new("ntile('whole')", "bigint", "CAST(ntile({0}){o} AS BIGINT)", "OVER only"),
        new("percent_rank()", "double", "percent_rank(){o}", "OVER only"),
        new("cume_dist()", "double", "cume_dist(){o}", "OVER only"),
        new("lag(any)", "1", "lag({0}, offset, default){o}", "OVER only; the offset is a number"),
        new("lead(any)", "1", "lead({0}, offset, default){o}", "OVER only; the offset is a number"),
        new("first_value(any)", "1", "first_value({0}) [IGNORE NULLS]{o}", "OVER only"),
        new("last_value(any)", "1", "last_value({0}) [IGNORE NULLS]{o}", "OVER only"),
        new("nth_value(any, 'whole')", "1", "nth_value({0}, {1}) [IGNORE NULLS]{o}", "OVER only"),
    ];

    /// <summary>Those that need OVER.</summary>
    public static bool NeedsWindow(PortableFunction function) => function.Note.StartsWith("OVER only", StringComparison.Ordinal);

    private static Term Average(IReadOnlyList<Term> a)
    {
        var scale = a[0].Type.Scale;
        var sum = $"CAST(sum({{d}}{a[0].Sql}){{o}} AS DECIMAL(38,{scale}))";
        var unscaled = scale == 0 ? sum : $"CAST({sum} * CAST('1E{scale}' AS DECIMAL({scale + 1},0)) AS DECIMAL(38,0))";
        return new Term($"(CAST({unscaled} AS DOUBLE) / (count({{d}}{a[0].Sql}){{o}} * 1e{scale}D))", SqlType.Double);
    }
}
