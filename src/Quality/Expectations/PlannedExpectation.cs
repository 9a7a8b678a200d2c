using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>How an expectation is measured on a table: by the values of the scan alone, or with rows.</summary>
internal abstract record PlannedExpectation;

/// <summary>An expectation that follows from the scan's values.</summary>
/// <param name="Judge">Judges the values, which are given by their places.</param>
internal sealed record ValueExpectation(Func<IReadOnlyList<object?>, Observation> Judge) : PlannedExpectation;

/// <summary>What was observed, and whether it is as expected.</summary>
/// <param name="Success">Whether it is.</param>
/// <param name="Result">The members of the result.</param>
internal sealed record Observation(bool Success, JsonObject Result)
{
    public static Observation Of(bool success, JsonNode? observed) =>
        new(success, new JsonObject { ["observed_value"] = observed });
}

/// <summary>An expectation that cannot be measured on this table.</summary>
/// <param name="Reason">Why, and what to do.</param>
internal sealed record FailedExpectation(string Reason) : PlannedExpectation;
