using System.Globalization;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of how far values lie from the others of their column.</summary>
internal static class Spread
{
    public static PlannedExpectation ZScores(PlanContext context)
    {
        var column = RequireNumbers(context);
        var (mean, deviation) = (Add(context, "avg", column), Add(context, "stddev_samp", column));
        var threshold = Text(context.Number("threshold")!.Value);
        var function = context.Flag("double_sided", otherwise: true) ? "abs" : "";
        return RowTests.OfValuesLate(context, column, values => (Number(values[mean]), Number(values[deviation])) switch
        {
            ({ } middle, { } spread) when spread != 0 =>
                $"NOT ({function}(({column.Sql} - {Text(middle)}) / {Text(spread)}) < {threshold})",
            // Without a spread there is no score, and no score is less than the threshold.
            _ => "TRUE",
        });
    }

    public static PlannedExpectation Outliers(PlanContext context)
    {
        var column = RequireNumbers(context);
        var multiplier = context.Number("multiplier") ?? 1.5;
        if (context.Text("method") == "std")
        {
            var (mean, deviation) = (Add(context, "avg", column), Add(context, "stddev_samp", column));
            return RowTests.OfValuesLate(context, column, values => (Number(values[mean]), Number(values[deviation])) switch
            {
                ({ } middle, { } spread) when multiplier * spread <= 0 => $"{column.Sql} <> {Text(middle)}",
                ({ } middle, { } spread) => $"abs({column.Sql} - {Text(middle)}) >= {Text(multiplier * spread)}",
                _ => null,
            });
        }
        var (lower, upper) = (Quantile(context, column, "0.25"), Quantile(context, column, "0.75"));
        return RowTests.OfValuesLate(context, column, values => (Number(values[lower]), Number(values[upper])) switch
        {
            ({ } low, { } high) => $"{column.Sql} < {Text(low - multiplier * (high - low))} "
                + $"OR {column.Sql} > {Text(high + multiplier * (high - low))}",
            _ => null,
        });
    }

    /// <exception cref="ExpectationException">The column holds no numbers.</exception>
    public static TableColumn RequireNumbers(PlanContext context)
    {
        var column = context.Column();
        return column.Kind == ColumnKind.Number ? column : throw new ExpectationException(
            $"{context.Expectation.Type.Name} reads numbers, and column '{column.Name}' is {column.Type}. Name a column of numbers.");
    }

    public static double? Number(object? value) => value is null ? null : Convert.ToDouble(value, CultureInfo.InvariantCulture);

    private static int Add(PlanContext context, string function, TableColumn column) =>
        context.Scan.Add($"{function}(CAST({context.Scoped(column)} AS DOUBLE))");

    private static int Quantile(PlanContext context, TableColumn column, string share) =>
        context.Scan.Add($"quantile_cont(CAST({context.Scoped(column)} AS DOUBLE), {share})");

    private static string Text(double value) => $"CAST('{value.ToString("R", CultureInfo.InvariantCulture)}' AS DOUBLE)";
}
