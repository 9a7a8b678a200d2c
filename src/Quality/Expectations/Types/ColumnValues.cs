using System.Text.Json;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of single values of a column.</summary>
internal static class ColumnValues
{
    public static PlannedExpectation NotNull(PlanContext context)
    {
        var column = context.Column();
        return RowTests.Late(context, [column], null, _ => RowTests.IsNull(column), RowShape.Value) with
        {
            Unexpecteds = context.CountNulls(column),
        };
    }

    public static PlannedExpectation Null(PlanContext context)
    {
        var column = context.Column();
        return RowTests.Of(context, [column], null, $"{column.Sql} IS NOT NULL", RowShape.Value);
    }

    public static PlannedExpectation InSet(PlanContext context) =>
        RowTests.OfValues(context, column => $"NOT ({IsIn(column, context.Values("value_set"))})");

    public static PlannedExpectation NotInSet(PlanContext context) =>
        RowTests.OfValues(context, column => IsIn(column, context.Values("value_set")));

    /// <summary>Whether a column holds one of the values; true or false where it is not null.</summary>
    public static string IsIn(TableColumn column, IEnumerable<JsonElement> values)
    {
        var literals = values.Select(value => PlanContext.Literal(column, value)).OfType<string>().Distinct().ToList();
        return literals.Count == 0 ? "FALSE" : $"{column.Sql} IN ({string.Join(", ", literals)})";
    }

    public static PlannedExpectation Between(PlanContext context)
    {
        var column = context.Column();
        var (least, greatest) = (Bound(context, column, "min_value"), Bound(context, column, "max_value"));
        string Outside(string low, string high) => string.Join(" OR ", new[]
        {
            least is null ? null : $"{low} {(context.Flag("strict_min") ? "<=" : "<")} {least}",
            greatest is null ? null : $"{high} {(context.Flag("strict_max") ? ">=" : ">")} {greatest}",
        }.OfType<string>().DefaultIfEmpty("FALSE"));
        if (context.Filter is not null || column.Kind == ColumnKind.Text || (least ?? greatest) is null)
        {
            return RowTests.OfValues(context, _ => Outside(column.Sql, column.Sql));
        }
        // The least and the greatest value tell whether a row has to be looked for.
        var isAnyOutside = context.Scan.AddOfFooter(Outside($"min({column.Sql})", $"max({column.Sql})"));
        return RowTests.OfValuesLate(context, column, values => values[isAnyOutside] is true ? Outside(column.Sql, column.Sql) : null);
    }

    public static PlannedExpectation LengthsBetween(PlanContext context) => RowTests.OfValues(context, column =>
    {
        var length = Length(context, column);
        var outside = new List<string>();
        if (context.Count("min_value") is { } least)
        {
            outside.Add($"{length} {(context.Flag("strict_min") ? "<=" : "<")} {least}");
        }
        if (context.Count("max_value") is { } greatest)
        {
            outside.Add($"{length} {(context.Flag("strict_max") ? ">=" : ">")} {greatest}");
        }
        return outside.Count == 0 ? "FALSE" : string.Join(" OR ", outside);
    });

    public static PlannedExpectation LengthsEqual(PlanContext context) =>
        RowTests.OfValues(context, column => $"{Length(context, column)} <> {context.Count("value")}");

    /// <summary>The text of a column's values.</summary>
    public static string TextOf(TableColumn column) =>
        column.Kind == ColumnKind.Text ? column.Sql : $"CAST({column.Sql} AS {Dialect.DuckDb.Text})";

    /// <summary>The text column that is judged.</summary>
    /// <exception cref="ExpectationException">The column holds no text.</exception>
    public static string RequireText(PlanContext context, TableColumn column) => column.Kind == ColumnKind.Text
        ? column.Sql
        : throw new ExpectationException(
            $"{context.Expectation.Type.Name} reads texts, and column '{column.Name}' is {column.Type}. Name a column of texts.");

    private static string Length(PlanContext context, TableColumn column) =>
        Dialect.Fill(Dialect.DuckDb.CharacterCount, RequireText(context, column));

    // As in Great Expectations on pandas, a day is no bound of times: which time of the day is meant would be a guess.
    private static string? Bound(PlanContext context, TableColumn column, string argument)
    {
        if (context.Find(argument) is not { } bound)
        {
            return null;
        }
        if (column.Kind == ColumnKind.Timestamp && bound.ValueKind == JsonValueKind.String && bound.GetString()!.Length <= 10)
        {
            throw new ExpectationException(
                $"'{bound}' is a day and column '{column.Name}' holds times. Write the time too: {bound}T00:00:00.");
        }
        return PlanContext.Literal(column, bound) ?? throw new ExpectationException(
            $"column '{column.Name}' is {column.Type} and cannot be compared with {bound.GetRawText()}. "
            + "Write a bound of the column's type.");
    }
}
