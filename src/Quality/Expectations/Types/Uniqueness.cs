using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>
/// Expectations that values, alone or together, come once. The scan shows whether there is any that comes again; only then
/// are the rows looked for.
/// </summary>
internal static class Uniqueness
{
    public static PlannedExpectation OfColumn(PlanContext context)
    {
        var column = context.Column();
        return Plan(context, [column], $"{column.Sql} IS NULL", RowShape.Value);
    }

    public static PlannedExpectation OfColumns(PlanContext context)
    {
        var columns = context.Columns();
        return Plan(context, columns, RowTests.MissingRecord(context, columns), RowShape.Record);
    }

    private static RowExpectation Plan(PlanContext context, IReadOnlyList<TableColumn> columns, string missing, RowShape shape)
    {
        var judged = PlanContext.Both(context.Filter, $"NOT ({missing})");
        var key = columns.Count == 1
            ? columns[0].Sql
            : Dialect.Fill(Dialect.DuckDb.Struct, string.Join(", ", columns.Select((c, i) =>
                Dialect.Fill(Dialect.DuckDb.StructMember, $"c{i}", c.Sql))));
        var rows = context.CountRows($"NOT ({missing})");
        var different = context.Scan.Add($"count(DISTINCT CASE WHEN {judged} THEN {key} END)");
        return RowTests.Late(
            context, columns, missing,
            values => Equals(values[rows], values[different]) ? null : $"{Repeats(context, columns, judged)} > 1", shape);
    }

    // Null equals null here, as in PARTITION BY.
    private static string Repeats(PlanContext context, IReadOnlyList<TableColumn> columns, string judged) =>
        context.Scan.AddLateWindow(
            $"count(*) OVER (PARTITION BY {judged}, {string.Join(", ", columns.Select(column => column.Sql))})");
}
