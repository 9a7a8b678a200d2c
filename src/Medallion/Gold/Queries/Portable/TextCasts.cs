namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>
/// Casts of texts. Forms that one engine alone reads are brought to what DuckDB gives; those for which that would take a parser
/// end the query on Spark, so that the engines never differ in silence.
/// </summary>
internal static class TextCasts
{
    private const string NoValue = "'?'";

    /// <summary>The cast for Spark; null where there is none.</summary>
    /// <param name="text">Spark's SQL of the text.</param>
    /// <param name="type">The type.</param>
    /// <param name="cast"><c>CAST</c> or <c>TRY_CAST</c>.</param>
    public static string? Write(string text, SqlType type, string cast)
    {
        var plain = To(text);
        return type.Kind switch
        {
            SqlKind.BigInt => Cases(
                (@"^0[xX][0-9a-fA-F]{1,15}\z", To($"conv(substr({text}, 3), 16, 10)")), Rounded(), Odd(@"^\s*[+-]?(0[xXbB][0-9a-fA-F_]+|[0-9_]*[._eE][0-9_.eE+-]*)\s*$")),
            SqlKind.TinyInt or SqlKind.SmallInt or SqlKind.Integer => Cases(
                Rounded(), Odd(@"^\s*[+-]?(0[xXbB][0-9a-fA-F_]+|[0-9_]*[._eE][0-9_.eE+-]*)\s*$")),
            SqlKind.Decimal => Cases(Odd(@"^\s*[+-]?[0-9.]*_[0-9_.eE+-]*\s*$")),
            SqlKind.Double => Cases(
                (@"^\s*[+-]?([0-9.eE+-]+[dDfF]|0[xX].*)\s*$", To(NoValue)), Odd(@"^\s*[+-]?[0-9._]*_[0-9_.eE+-]*\s*$")),
            SqlKind.Boolean => Cases((@"^\s|\s$", To(NoValue))),
            SqlKind.Date => Cases(
                (@"^\s*[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(\s*$|T)", plain),
                (@"^\s*[0-9]+(-[0-9]*)?\s*$", To(NoValue)),
                Odd(@"(?i)^\s*([0-9+-]|epoch|infinity)")),
            _ => null,
        };

        string To(string value) => $"{cast}({value} AS {type.SparkName})";

        (string, string) Rounded() =>
            (@"^\s*[+-]?([0-9]{1,18}\.[0-9]{0,18}|\.[0-9]{1,18})\s*$", To($"round({cast}({text} AS DECIMAL(38,18)), 0)"));

        (string, string) Odd(string pattern) => (pattern,
            SparkText.Cast($"raise_error({SparkText.Quote($"A text is of a form that only one engine reads as {type}.")})", type));

        string Cases(params (string Pattern, string Value)[] cases) =>
            $"CASE {string.Join(' ', cases.Select(c => $"WHEN {text} RLIKE {SparkText.Quote(c.Pattern)} THEN {c.Value}"))} ELSE {plain} END";
    }
}
