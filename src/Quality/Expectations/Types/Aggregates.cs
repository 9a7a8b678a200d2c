using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations.Types;

/// <summary>Expectations of one value that is measured on a whole column or table.</summary>
internal static class Aggregates
{
    public static PlannedExpectation Min(PlanContext context) => OfFooter(context, "min({0})");

    public static PlannedExpectation Max(PlanContext context) => OfFooter(context, "max({0})");

    public static PlannedExpectation Mean(PlanContext context) => OfNumbers(context, "avg({0})");

    public static PlannedExpectation Median(PlanContext context) => OfNumbers(context, "median({0})");

    public static PlannedExpectation Sum(PlanContext context) => OfNumbers(context, "sum({0})");

    public static PlannedExpectation Deviation(PlanContext context) => OfNumbers(context, "stddev_samp(CAST({0} AS DOUBLE))");

    public static PlannedExpectation DistinctCount(PlanContext context) => OfColumn(context, "count(DISTINCT {0})");

    public static PlannedExpectation RowCountBetween(PlanContext context) => Bounded(context, context.CountRows());

    public static PlannedExpectation RowCountEquals(PlanContext context)
    {
        var (rows, expected) = (context.CountRows(), context.Count("value")!.Value);
        return new ValueExpectation(values =>
            Observation.Of((long)values[rows]! == expected, ResultJson.Of(values[rows])));
    }

    public static PlannedExpectation RowCountEqualsOther(PlanContext context)
    {
        var name = context.Text("other_table_name")!;
        if (!context.Table.Others.TryGetValue(name, out var relation))
        {
            throw new ExpectationException($"there is no table '{name}' to compare with. Name a table of the lakehouse.");
        }
        var (rows, others) = (context.CountRows(), context.Scan.Add($"(SELECT count(*) FROM {relation})"));
        return new ValueExpectation(values => Observation.Of(
            Equals(values[rows], values[others]),
            new JsonObject { ["self"] = ResultJson.Of(values[rows]), ["other"] = ResultJson.Of(values[others]) }));
    }

    public static PlannedExpectation DistinctShare(PlanContext context)
    {
        var column = context.Scoped(context.Column());
        var (distinct, given) = (context.Scan.Add($"count(DISTINCT {column})"), context.Scan.Add($"count({column})"));
        return Shared(context, distinct, given, ofNone: 0);
    }

    public static PlannedExpectation NonNullShare(PlanContext context)
    {
        var given = context.Scan.Add($"count({context.Scoped(context.Column())})");
        return Shared(context, given, context.CountRows(), ofNone: null);
    }

    /// <summary>
    /// Quantiles as values of the column: that at <c>quantile × (count − 1)</c>, rounded to even, of the values in order.
    /// </summary>
    public static PlannedExpectation Quantiles(PlanContext context)
    {
        var ranges = context.Find("quantile_ranges")!.Value;
        var column = context.Scoped(Spread.RequireNumbers(context));
        var quantiles = ranges.GetProperty("quantiles").EnumerateArray().Select(q => q.GetDouble()).ToList();
        var limits = ranges.GetProperty("value_ranges").EnumerateArray().Select(Range.Of).ToList();
        var places = quantiles.ConvertAll(quantile => context.Scan.Add(
            $"list_sort(list({column}) FILTER (WHERE {column} IS NOT NULL))"
            + $"[CAST(round_even({ResultJson.Number(quantile)} * (count({column}) - 1), 0) AS BIGINT) + 1]"));
        return new ValueExpectation(values =>
        {
            var details = places.Select((place, i) => values[place] is { } value && limits[i].Holds(value)).ToList();
            return new Observation(details.TrueForAll(holds => holds), new JsonObject
            {
                ["observed_value"] = new JsonObject
                {
                    ["quantiles"] = new JsonArray([.. quantiles.Select(quantile => JsonValue.Create(quantile))]),
                    ["values"] = new JsonArray([.. places.Select(place => ResultJson.Of(values[place]))]),
                },
                ["details"] = new JsonObject
                {
                    ["success_details"] = new JsonArray([.. details.Select(holds => JsonValue.Create(holds))]),
                },
            });
        });
    }

    private static ValueExpectation Shared(PlanContext context, int part, int whole, double? ofNone)
    {
        var range = Range.Of(context);
        return new ValueExpectation(values =>
        {
            var all = (long)values[whole]!;
            var share = all == 0 ? ofNone : (double)(long)values[part]! / all;
            return Observation.Of(share is { } value && range.Holds(value), ResultJson.Of(share));
        });
    }

    private static ValueExpectation OfNumbers(PlanContext context, string aggregate)
    {
        Spread.RequireNumbers(context);
        return OfColumn(context, aggregate);
    }

    private static ValueExpectation OfColumn(PlanContext context, string aggregate) => Bounded(context, context.Scan.Add(
        aggregate.Replace("{0}", context.Scoped(context.Column()), StringComparison.Ordinal)));

    private static ValueExpectation OfFooter(PlanContext context, string aggregate) => context.Filter is null
        ? Bounded(context, context.Scan.AddOfFooter(aggregate.Replace("{0}", context.Column().Sql, StringComparison.Ordinal)))
        : OfColumn(context, aggregate);

    private static ValueExpectation Bounded(PlanContext context, int place)
    {
        var range = Range.Of(context);
        return new ValueExpectation(values => Observation.Of(
            values[place] is { } value && range.Holds(value), ResultJson.Of(values[place])));
    }
}
