using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>Writes the result of an expectation that judges rows, member by member as Great Expectations does.</summary>
internal static class RowResults
{
    public static ExpectationResult Of(
        Expectation expectation,
        RowExpectation row,
        IReadOnlyList<object?> scanned,
        long unexpected,
        IReadOnlyList<JsonNode?> told,
        ResultFormat format,
        string? rowsSql,
        CheckedRelation table)
    {
        var elements = (long)scanned[row.Elements]!;
        var missing = row.Missings is { } place ? (long)scanned[place]! : 0;
        var judged = elements - missing;
        var success = judged == 0 || (double)(judged - unexpected) / judged >= expectation.Mostly;
        var result = new JsonObject();
        if (format == ResultFormat.BooleanOnly)
        {
            return new ExpectationResult(expectation, success, result);
        }
        var values = told.Select(one => Shown(row, one!.AsObject())).ToList();
        result["element_count"] = elements;
        result["unexpected_count"] = unexpected;
        result["unexpected_percent"] = Percent(unexpected, judged);
        result["partial_unexpected_list"] = List(values.Take(ResultFormats.PartialCount));
        if (row.Missings is not null)
        {
            result["missing_count"] = missing;
            result["missing_percent"] = Percent(missing, elements);
            result["unexpected_percent_total"] = Percent(unexpected, elements);
            result["unexpected_percent_nonmissing"] = Percent(unexpected, judged);
        }
        if (format >= ResultFormat.Summary)
        {
            result["partial_unexpected_counts"] = Counts(row, values);
        }
        var places = told.Select(one => Place(row, one!, table)).ToList();
        var hasPlaces = table.Position is not null || table.Keys.Count > 0;
        if (format >= ResultFormat.Summary && hasPlaces)
        {
            result["partial_unexpected_index_list"] = List(places.Take(ResultFormats.PartialCount));
        }
        if (format == ResultFormat.Complete)
        {
            result["unexpected_list"] = List(values);
            if (hasPlaces)
            {
                result["unexpected_index_list"] = List(places);
            }
            result["unexpected_index_query"] = rowsSql;
        }
        return new ExpectationResult(expectation, success, result) { RowsSql = unexpected > 0 ? rowsSql : null };
    }

    // The most common of the told values; of equally common ones those that came first, then all in their order.
    private static JsonArray Counts(RowExpectation row, IReadOnlyList<JsonNode?> values)
    {
        var counts = values
            .Select(value => row.Shape == RowShape.Record ? new JsonArray([.. value!.AsObject().Select(m => m.Value?.DeepClone())]) : value)
            .GroupBy(ResultJson.Key)
            .Select((group, i) => (Value: group.First(), group.Key, Count: group.Count(), Order: i))
            .OrderByDescending(one => one.Count).ThenBy(one => one.Order)
            .Take(ResultFormats.PartialCount)
            .OrderByDescending(one => one.Count)
            .ThenBy(one => one.Value, Comparer<JsonNode?>.Create(Compare));
        return new JsonArray([.. counts.Select(one => new JsonObject
        {
            ["value"] = one.Value?.DeepClone(),
            ["count"] = one.Count,
        })]);
    }

    private static int Compare(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (JsonArray first, JsonArray second) =>
            first.Zip(second, Compare).FirstOrDefault(order => order != 0),
        _ when double.TryParse(a?.ToJsonString(), out var first) && double.TryParse(b?.ToJsonString(), out var second) =>
            first.CompareTo(second),
        _ => string.CompareOrdinal(a?.ToString(), b?.ToString()),
    };

    private static JsonNode? Shown(RowExpectation row, JsonObject told) => row.Shape switch
    {
        RowShape.Value => told["v0"],
        RowShape.Pair => new JsonArray(told["v0"]?.DeepClone(), told["v1"]?.DeepClone()),
        _ => new JsonObject(row.Columns.Select((column, i) => KeyValuePair.Create(column.Name, told[$"v{i}"]?.DeepClone()))),
    };

    // A number, or the values and the keys of the row.
    private static JsonNode? Place(RowExpectation row, JsonNode told, CheckedRelation table)
    {
        if (table.Keys.Count == 0)
        {
            return told["p"];
        }
        var place = new JsonObject();
        foreach (var (column, i) in row.Columns.Select((column, i) => (column.Name, i)))
        {
            place[column] = told[$"v{i}"]?.DeepClone();
        }
        foreach (var (key, i) in table.Keys.Select((key, i) => (key, i)))
        {
            place[key] = told[$"k{i}"]?.DeepClone();
        }
        return place;
    }

    private static JsonNode? Percent(long part, long whole) => whole == 0 ? null : (double)part / whole * 100;

    private static JsonArray List(IEnumerable<JsonNode?> values) => new([.. values.Select(value => value?.DeepClone())]);
}
