namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Makes expectations that judge rows.</summary>
internal static class RowTests
{
    /// <summary>Judges the values of the column; null ones are missing.</summary>
    public static RowExpectation OfValues(PlanContext context, Func<TableColumn, string> unexpected)
    {
        var column = context.Column();
        return Of(context, [column], IsNull(column), unexpected(column), RowShape.Value);
    }

    /// <summary>Judges the values of the column by what the scan found.</summary>
    public static RowExpectation OfValuesLate(
        PlanContext context, TableColumn column, Func<IReadOnlyList<object?>, string?> unexpected) =>
        Late(context, [column], IsNull(column), unexpected, RowShape.Value);

    /// <summary>Whether a column has no value.</summary>
    public static string IsNull(TableColumn column) => $"{column.Sql} IS NULL";

    /// <summary>Judges pairs of values.</summary>
    public static RowExpectation OfPairs(PlanContext context, Func<TableColumn, TableColumn, string> unexpected)
    {
        var (a, b) = (context.Column("column_A"), context.Column("column_B"));
        RequireAlike([a, b]);
        var missing = (context.Text("ignore_row_if") ?? "both_values_are_missing") switch
        {
            "both_values_are_missing" => $"{a.Sql} IS NULL AND {b.Sql} IS NULL",
            "either_value_is_missing" => $"{a.Sql} IS NULL OR {b.Sql} IS NULL",
            _ => "FALSE",
        };
        return Of(context, [a, b], missing, unexpected(a, b), RowShape.Pair);
    }

    /// <summary>Judges the values of several columns.</summary>
    public static RowExpectation OfRecords(PlanContext context, Func<IReadOnlyList<TableColumn>, string> unexpected)
    {
        var columns = context.Columns();
        RequireAlike(columns);
        return Of(context, columns, MissingRecord(context, columns), unexpected(columns), RowShape.Record);
    }

    // The engine would fail on the whole scan.
    private static void RequireAlike(IReadOnlyList<TableColumn> columns)
    {
        if (columns.FirstOrDefault(column => column.Kind != columns[0].Kind) is { } other)
        {
            throw new ExpectationException(
                $"column '{columns[0].Name}' is {columns[0].Type} and cannot be compared with '{other.Name}', which is {other.Type}. "
                + "Name columns of one kind.");
        }
    }

    /// <summary>When a row of several columns has nothing to judge.</summary>
    public static string MissingRecord(PlanContext context, IReadOnlyList<TableColumn> columns)
    {
        var nulls = columns.Select(column => $"{column.Sql} IS NULL");
        return (context.Text("ignore_row_if") ?? "all_values_are_missing") switch
        {
            "all_values_are_missing" => string.Join(" AND ", nulls),
            "any_value_is_missing" => string.Join(" OR ", nulls),
            _ => "FALSE",
        };
    }

    /// <summary>An expectation whose unexpected rows the scan counts.</summary>
    public static RowExpectation Of(
        PlanContext context, IReadOnlyList<TableColumn> columns, string? missing, string unexpected, RowShape shape)
    {
        var judged = missing is null ? null : $"NOT ({missing})";
        return Late(context, columns, missing, _ => unexpected, shape) with
        {
            Unexpecteds = context.CountRows(PlanContext.Both(judged, unexpected)),
        };
    }

    /// <summary>An expectation whose unexpected rows are known after the scan.</summary>
    public static RowExpectation Late(
        PlanContext context,
        IReadOnlyList<TableColumn> columns,
        string? missing,
        Func<IReadOnlyList<object?>, string?> unexpected,
        RowShape shape) => new()
        {
            Columns = columns,
            Shape = shape,
            Filter = context.Filter,
            Missing = missing,
            Elements = context.CountRows(),
            Missings = missing is null ? null
                : columns.Count == 1 && missing == IsNull(columns[0]) ? context.CountNulls(columns[0])
                : context.CountRows(missing),
            Unexpected = unexpected,
            Unexpecteds = null,
        };
}
