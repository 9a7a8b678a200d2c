namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations that values rise or fall in the order of the rows.</summary>
internal static class Sequences
{
    public static PlannedExpectation Increasing(PlanContext context) => Plan(context, "<");

    public static PlannedExpectation Decreasing(PlanContext context) => Plan(context, ">");

    private static RowExpectation Plan(PlanContext context, string wrong)
    {
        var position = context.Table.Position ?? throw new ExpectationException(
            $"{context.Expectation.Type.Name} needs an order of the rows, and those of a table have none. "
            + "Run the suite on a file, or on a query with the order in a column.");
        return RowTests.OfValues(context, column =>
        {
            var before = context.Scan.AddWindow(
                $"lag({context.Scoped(column)} IGNORE NULLS) OVER (ORDER BY {Sql.Dialect.DuckDb.Identifier(position)})");
            var comparison = context.Flag("strictly") ? wrong + "=" : wrong;
            return $"{before} IS NOT NULL AND {column.Sql} {comparison} {before}";
        });
    }
}
