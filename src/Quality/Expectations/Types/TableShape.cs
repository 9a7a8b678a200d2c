using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of the columns that a table has.</summary>
internal static class TableShape
{
    public static PlannedExpectation ColumnExists(PlanContext context)
    {
        var index = context.Table.Columns.ToList().FindIndex(column => column.Name == context.Text("column"));
        var success = index >= 0 && (context.Count("column_index") is not { } wanted || index == wanted);
        return new ValueExpectation(_ => new Observation(success, []));
    }

    public static PlannedExpectation ColumnCountBetween(PlanContext context)
    {
        var (count, range) = ((long)context.Table.Columns.Count, Range.Of(context));
        return new ValueExpectation(_ => Observation.Of(range.Holds(count), count));
    }

    public static PlannedExpectation ColumnCountEquals(PlanContext context)
    {
        var count = context.Table.Columns.Count;
        return new ValueExpectation(_ => Observation.Of(count == context.Count("value"), count));
    }

    public static PlannedExpectation ColumnsInOrder(PlanContext context)
    {
        var (expected, found) = (context.Texts("column_list"), Names(context));
        var wrong = Enumerable.Range(0, Math.Max(expected.Count, found.Count))
            .Select(i => (Index: i, Expected: expected.ElementAtOrDefault(i), Found: found.ElementAtOrDefault(i)))
            .Where(pair => pair.Expected != pair.Found)
            .ToList();
        return new ValueExpectation(_ => Mismatched(found, wrong.Count == 0, wrong.Count == 0
            ? null
            : new JsonArray([.. wrong.Select(pair => new JsonObject
            {
                ["Expected Column Position"] = pair.Index,
                ["Expected"] = pair.Expected,
                ["Found"] = pair.Found,
            })])));
    }

    public static PlannedExpectation ColumnsInSet(PlanContext context)
    {
        var (expected, found) = (context.Texts("column_set"), Names(context));
        var missing = expected.Except(found).Order(StringComparer.Ordinal).ToList();
        var others = found.Except(expected).Order(StringComparer.Ordinal).ToList();
        var success = missing.Count == 0 && (others.Count == 0 || !context.Flag("exact_match", otherwise: true));
        return new ValueExpectation(_ =>
        {
            var mismatched = new JsonObject();
            if (others.Count > 0)
            {
                mismatched["unexpected"] = Json(others);
            }
            if (missing.Count > 0)
            {
                mismatched["missing"] = Json(missing);
            }
            return Mismatched([.. found.Order(StringComparer.Ordinal)], success, mismatched.Count == 0 ? null : mismatched);
        });
    }

    private static Observation Mismatched(IReadOnlyList<string> found, bool success, JsonNode? mismatched)
    {
        var observation = Observation.Of(success, Json(found));
        if (mismatched is not null)
        {
            observation.Result["details"] = new JsonObject { ["mismatched"] = mismatched };
        }
        return observation;
    }

    private static List<string> Names(PlanContext context) => [.. context.Table.Columns.Select(column => column.Name)];

    private static JsonArray Json(IEnumerable<string> names) => new([.. names.Select(name => JsonValue.Create(name))]);
}
