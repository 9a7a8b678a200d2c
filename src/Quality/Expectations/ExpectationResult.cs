using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>The result of one expectation.</summary>
/// <param name="Expectation">The expectation.</param>
/// <param name="Success">Whether it is met.</param>
/// <param name="Result">What was observed, with the members that Great Expectations writes.</param>
public sealed record ExpectationResult(Expectation Expectation, bool Success, JsonObject Result)
{
    /// <summary>Why it could not be measured, and what to do; null when it was.</summary>
    public string? Exception { get; init; }

    /// <summary>SQL that finds the unexpected rows; null when there are none, or no single rows.</summary>
    public string? RowsSql { get; init; }

    /// <summary>How many rows, or different values, are not as expected; null where it is not counted.</summary>
    public long? UnexpectedCount => (long?)Result["unexpected_count"];

    /// <summary>The first unexpected rows, by the keys of the table or else by their values, as JSON; null when none are told.</summary>
    public string? Failing => Result["unexpected_count"] is null ? null
        : (Result["partial_unexpected_index_list"] ?? Result["partial_unexpected_list"]) is JsonArray { Count: > 0 } rows
            ? rows.ToJsonString(Plain)
            : null;

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What was observed, in short, for people.</summary>
    public string Observed => Exception
        ?? (Result["unexpected_count"] is { } unexpected && Result["element_count"] is { } elements
            ? $"{unexpected} of {elements} unexpected"
            : Result["observed_value"]?.ToJsonString() ?? (Result["unexpected_count"] ?? Result["missing_count"]) switch
            {
                { } count => $"{count} values",
                null => "",
            });

    /// <summary>The result of an expectation that could not be measured.</summary>
    internal static ExpectationResult Failed(Expectation expectation, string reason) =>
        new(expectation, false, []) { Exception = reason };

    /// <summary>The result as Great Expectations writes it.</summary>
    /// <param name="batch">The <c>batch_id</c>.</param>
    internal JsonObject ToJson(string batch)
    {
        var config = JsonObject.Create(Expectation.Source)!;
        config.Remove("expectation_type");
        config.Remove("type");
        config.Insert(0, "type", Expectation.Type.Name);
        var kwargs = JsonObject.Create(Expectation.Kwargs)!;
        kwargs["batch_id"] = batch;
        config["kwargs"] = kwargs;
        config["meta"] ??= new JsonObject();
        config["severity"] ??= "critical";
        return new JsonObject
        {
            ["success"] = Success,
            ["expectation_config"] = config,
            ["result"] = Result.DeepClone(),
            ["meta"] = new JsonObject(),
            ["exception_info"] = new JsonObject
            {
                ["raised_exception"] = Exception is not null,
                ["exception_traceback"] = null,
                ["exception_message"] = Exception,
            },
        };
    }
}
