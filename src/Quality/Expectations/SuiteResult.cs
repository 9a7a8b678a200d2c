using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>The results of a suite on a table.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Table">What it was run on.</param>
/// <param name="Format">How much the results tell.</param>
/// <param name="Results">One for each expectation, in the order of the suite.</param>
public sealed record SuiteResult(
    ExpectationSuite Suite, string Table, ResultFormat Format, IReadOnlyList<ExpectationResult> Results)
{
    /// <summary>Whether all expectations are met.</summary>
    public bool Success => Results.All(result => result.Success);

    /// <summary>How many expectations are met.</summary>
    public int Successful => Results.Count(result => result.Success);

    /// <summary>The validation result as Great Expectations v1 writes it.</summary>
    /// <param name="meta">Members for its <c>meta</c>, such as the run.</param>
    public JsonObject ToJson(JsonObject meta)
    {
        meta["active_batch_definition"] = new JsonObject { ["data_asset_name"] = Table };
        return new JsonObject
        {
            ["success"] = Success,
            ["results"] = new JsonArray([.. Results.Select(result => result.ToJson(Table))]),
            ["suite_name"] = Suite.Name,
            ["suite_parameters"] = JsonObject.Create(Suite.Parameters),
            ["statistics"] = new JsonObject
            {
                ["evaluated_expectations"] = Results.Count,
                ["successful_expectations"] = Successful,
                ["unsuccessful_expectations"] = Results.Count - Successful,
                ["success_percent"] = Results.Count == 0 ? null : (double)Successful / Results.Count * 100,
            },
            ["meta"] = meta,
            ["id"] = null,
        };
    }
}
