using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of the form of texts.</summary>
internal static class ColumnTexts
{
    public static PlannedExpectation Matches(PlanContext context) =>
        RowTests.OfValues(context, column => $"NOT {Found(column, context.Text("regex")!)}");

    public static PlannedExpectation DoesNotMatch(PlanContext context) =>
        RowTests.OfValues(context, column => Found(column, context.Text("regex")!));

    public static PlannedExpectation MatchesList(PlanContext context) =>
        RowTests.OfValues(context, column => $"NOT ({AnyOrAll(context, context.Texts("regex_list").Select(r => Found(column, r)))})");

    public static PlannedExpectation MatchesNoneOfList(PlanContext context) =>
        RowTests.OfValues(context, column => Join(" OR ", context.Texts("regex_list").Select(r => Found(column, r)), "FALSE"));

    public static PlannedExpectation IsLike(PlanContext context) =>
        RowTests.OfValues(context, column => $"NOT ({Like(column, context.Text("like_pattern")!)})");

    public static PlannedExpectation IsNotLike(PlanContext context) =>
        RowTests.OfValues(context, column => Like(column, context.Text("like_pattern")!));

    public static PlannedExpectation IsLikeList(PlanContext context) => RowTests.OfValues(
        context, column => $"NOT ({AnyOrAll(context, context.Texts("like_pattern_list").Select(p => Like(column, p)))})");

    public static PlannedExpectation IsLikeNoneOfList(PlanContext context) => RowTests.OfValues(
        context, column => Join(" OR ", context.Texts("like_pattern_list").Select(p => Like(column, p)), "FALSE"));

    public static PlannedExpectation HasTimeFormat(PlanContext context) => RowTests.OfValues(context, column =>
        $"try_strptime({ColumnValues.RequireText(context, column)}, {Dialect.DuckDb.Quote(context.Text("strftime_format")!)}) IS NULL");

    public static PlannedExpectation IsDate(PlanContext context) => RowTests.OfValues(context, column => column.Kind switch
    {
        ColumnKind.Date or ColumnKind.Timestamp => "FALSE",
        _ => $"NOT {SuiteFunctions.IsDate}({ColumnValues.RequireText(context, column)})",
    });

    public static PlannedExpectation IsJson(PlanContext context) =>
        RowTests.OfValues(context, column => $"NOT json_valid({ColumnValues.RequireText(context, column)})");

    public static PlannedExpectation MatchesJsonSchema(PlanContext context) => RowTests.OfValues(context, column =>
        $"NOT {SuiteFunctions.MatchesSchema}({ColumnValues.RequireText(context, column)}, "
        + $"{Dialect.DuckDb.Quote(context.Find("json_schema")!.Value.GetRawText())})");

    private static string Found(TableColumn column, string pattern) =>
        Dialect.Fill(Dialect.DuckDb.PatternFound, ColumnValues.TextOf(column), Dialect.DuckDb.Quote(pattern));

    private static string Like(TableColumn column, string pattern) =>
        $"{ColumnValues.TextOf(column)} LIKE {Dialect.DuckDb.Quote(pattern)}";

    private static string AnyOrAll(PlanContext context, IEnumerable<string> conditions) => context.Text("match_on") == "all"
        ? Join(" AND ", conditions, "TRUE")
        : Join(" OR ", conditions, "FALSE");

    private static string Join(string word, IEnumerable<string> conditions, string ofNone)
    {
        var some = conditions.Select(condition => $"({condition})").ToList();
        return some.Count == 0 ? ofNone : string.Join(word, some);
    }
}
