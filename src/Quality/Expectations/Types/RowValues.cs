using System.Globalization;
using System.Text.Json;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of several values of one row.</summary>
internal static class RowValues
{
    public static PlannedExpectation PairsEqual(PlanContext context) =>
        RowTests.OfPairs(context, (a, b) => Not($"{a.Sql} = {b.Sql}"));

    public static PlannedExpectation FirstGreater(PlanContext context) => RowTests.OfPairs(
        context, (a, b) => Not($"{a.Sql} {(context.Flag("or_equal") ? ">=" : ">")} {b.Sql}"));

    public static PlannedExpectation PairsInSet(PlanContext context) => RowTests.OfPairs(context, (a, b) =>
    {
        var pairs = context.Values("value_pairs_set")
            .Select(pair => (Is(a, pair[0]), Is(b, pair[1])))
            .Where(pair => pair is { Item1: not null, Item2: not null })
            .Select(pair => $"({pair.Item1} AND {pair.Item2})")
            .ToList();
        return pairs.Count == 0 ? "TRUE" : Not(string.Join(" OR ", pairs));
    });

    public static PlannedExpectation DifferentWithin(PlanContext context) => RowTests.OfRecords(context, columns =>
    {
        var equal = columns.SelectMany((a, i) => columns.Skip(i + 1).Select(b => $"{a.Sql} = {b.Sql}")).ToList();
        return equal.Count == 0 ? "FALSE" : string.Join(" OR ", equal.Select(e => $"coalesce({e}, FALSE)"));
    });

    public static PlannedExpectation EqualWithin(PlanContext context) => RowTests.OfRecords(context, columns =>
    {
        var equal = columns.Skip(1).Select(other => $"{columns[0].Sql} = {other.Sql}").ToList();
        return equal.Count == 0 ? "FALSE" : Not(string.Join(" AND ", equal));
    });

    public static PlannedExpectation SumEquals(PlanContext context) => RowTests.OfRecords(context, columns =>
    {
        if (columns.FirstOrDefault(column => column.Kind != ColumnKind.Number) is { } text)
        {
            throw new ExpectationException($"column '{text.Name}' is {text.Type} and cannot be summed. Name columns of numbers.");
        }
        var total = context.Number("sum_total")!.Value.ToString("R", CultureInfo.InvariantCulture);
        // A sum that its type cannot hold is no sum that is expected.
        var sum = Dialect.Fill(Dialect.DuckDb.Try!, string.Join(" + ", columns.Select(column => column.Sql)));
        return Not($"{sum} = CAST('{total}' AS DOUBLE)");
    });

    // A comparison with null does not hold.
    private static string Not(string condition) => $"NOT coalesce({condition}, FALSE)";

    private static string? Is(TableColumn column, JsonElement value) => value.ValueKind == JsonValueKind.Null
        ? $"{column.Sql} IS NULL"
        : PlanContext.Literal(column, value) is { } literal ? $"{column.Sql} = {literal}" : null;
}
