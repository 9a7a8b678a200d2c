using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of the different values of a column.</summary>
internal static class DistinctValues
{
    public static PlannedExpectation InSet(PlanContext context) => Compare(context, allowsOthers: false, allowsMissing: true);

    public static PlannedExpectation ContainSet(PlanContext context) => Compare(context, allowsOthers: true, allowsMissing: false);

    public static PlannedExpectation EqualSet(PlanContext context) => Compare(context, allowsOthers: false, allowsMissing: false);

    public static PlannedExpectation MostCommonInSet(PlanContext context)
    {
        var column = context.Column();
        var counts = $"histogram({context.Scoped(column)})";
        var place = context.Scan.Add(
            $"list_sort(list_transform(list_filter(map_entries({counts}), "
            + $"lambda e: e.value = list_max(map_values({counts}))), lambda e: e.key))");
        var expected = Keys(column, context.Values("value_set"));
        var tiesAreFine = context.Flag("ties_okay");
        return new ValueExpectation(values =>
        {
            var common = ResultJson.List(values[place]);
            var known = common.Count(value => expected.Contains(ResultJson.Key(value)));
            var success = common.Count > 0 && (tiesAreFine ? known > 0 : known == common.Count && common.Count == 1);
            return Observation.Of(success, new JsonArray([.. common.Select(value => value?.DeepClone())]));
        });
    }

    /// <summary>The entropy of the shares of a column's values relative to those expected, in nats.</summary>
    public static PlannedExpectation Divergence(PlanContext context)
    {
        var column = context.Column();
        var partition = context.Find("partition_object") ?? throw new ExpectationException(
            "there is no 'partition_object' to compare with. Write one with 'values' and 'weights'.");
        var expected = partition.GetProperty("values").EnumerateArray().Zip(
            partition.GetProperty("weights").EnumerateArray(),
            (value, weight) => (Value: value, Weight: weight.GetDouble())).ToList();
        var place = context.Scan.Add($"map_entries(histogram({context.Scoped(column)}))");
        var threshold = context.Number("threshold");
        var holdout = context.Number("tail_weight_holdout") ?? 0;
        return new ValueExpectation(values =>
        {
            var observed = ResultJson.List(values[place])
                .ToDictionary(entry => ResultJson.Key(entry!["key"]), entry => entry!["value"]!.GetValue<double>());
            return Judge(observed, expected, threshold, holdout);
        });
    }

    private static Observation Judge(
        Dictionary<string, double> observed, List<(JsonElement Value, double Weight)> expected, double? threshold, double holdout)
    {
        var total = observed.Values.Sum();
        var keys = expected.ConvertAll(e => ResultJson.Key(JsonNode.Parse(e.Value.GetRawText())));
        var others = observed.Keys.Except(keys).Order(StringComparer.Ordinal).ToList();
        var shares = keys.Concat(others).Select(key => total == 0 ? 0 : observed.GetValueOrDefault(key) / total).ToList();
        var weights = expected.Select(e => e.Weight * (1 - holdout))
            .Concat(others.Select(_ => holdout / others.Count)).ToList();
        var (shareSum, weightSum) = (shares.Sum(), weights.Sum());
        var divergence = shares.Zip(weights, (share, weight) => share == 0
            ? 0
            : share / shareSum * Math.Log(share / shareSum / (weight / weightSum))).Sum();
        double? told = total > 0 && double.IsFinite(divergence) ? divergence : null;
        JsonObject Partition(IEnumerable<double> sizes) => new()
        {
            ["values"] = new JsonArray([.. keys.Concat(others).Select(key => JsonNode.Parse(key))]),
            ["weights"] = new JsonArray([.. sizes.Select(size => JsonValue.Create(size))]),
        };
        return new Observation(
            told is { } value && (threshold is not { } limit || value <= limit),
            new JsonObject
            {
                ["observed_value"] = ResultJson.Of(told),
                ["details"] = new JsonObject
                {
                    ["observed_partition"] = Partition(shares),
                    ["expected_partition"] = Partition(weights),
                },
            });
    }

    private static ValueExpectation Compare(PlanContext context, bool allowsOthers, bool allowsMissing)
    {
        var column = context.Column();
        var (scoped, set) = (context.Scoped(column), context.Values("value_set"));
        var isKnown = ColumnValues.IsIn(column, set);
        int List(string condition, string rest = "") => context.Scan.Add(
            $"list_sort(list(DISTINCT {scoped}) FILTER (WHERE {scoped} IS NOT NULL AND {condition})){rest}");
        int? others = allowsOthers ? null : List($"NOT ({isKnown})", $"[:{ResultFormats.PartialCount}]");
        int? othersCount = allowsOthers ? null : context.Scan.Add(
            $"count(DISTINCT {scoped}) FILTER (WHERE NOT ({isKnown}))");
        int? found = allowsMissing ? null : List(isKnown);
        return new ValueExpectation(values =>
        {
            var (success, result) = (true, new JsonObject { ["observed_value"] = null });
            if (othersCount is { } count)
            {
                success = (long)values[count]! == 0;
                result["unexpected_count"] = ResultJson.Of(values[count]);
            }
            var missing = found is { } place ? Missing(column, set, ResultJson.List(values[place])) : [];
            if (found is not null)
            {
                success &= missing.Count == 0;
                result["missing_count"] = missing.Count;
            }
            if (others is { } listed)
            {
                result["partial_unexpected_list"] = new JsonArray([.. ResultJson.List(values[listed]).Select(v => v?.DeepClone())]);
            }
            if (found is not null)
            {
                result["partial_missing_list"] = new JsonArray([.. missing.Take(ResultFormats.PartialCount)]);
            }
            return new Observation(success, result);
        });
    }

    private static List<JsonNode?> Missing(TableColumn column, IReadOnlyList<JsonElement> set, IReadOnlyList<JsonNode?> found)
    {
        var keys = found.Select(ResultJson.Key).ToHashSet();
        return [.. set.Where(value => value.ValueKind != JsonValueKind.Null && !Keys(column, [value]).Overlaps(keys))
            .Select(value => JsonNode.Parse(value.GetRawText()))];
    }

    private static HashSet<string> Keys(TableColumn column, IEnumerable<JsonElement> values) =>
        [.. values.Where(value => PlanContext.Literal(column, value) is not null)
            .Select(value => ResultJson.Key(Canonical(column, value)))];

    // A time may be written in several ways.
    private static JsonNode? Canonical(TableColumn column, JsonElement value)
    {
        if (column.Kind is not (ColumnKind.Date or ColumnKind.Timestamp))
        {
            return JsonNode.Parse(value.GetRawText());
        }
        var time = DateTimeOffset.Parse(value.GetString()!, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return column.Kind == ColumnKind.Date ? ResultJson.Of(DateOnly.FromDateTime(time.UtcDateTime))
            : column.Type.EndsWith("ZONE", StringComparison.Ordinal) ? ResultJson.Of(time)
            : ResultJson.Of(DateTime.SpecifyKind(time.UtcDateTime, DateTimeKind.Unspecified));
    }
}
