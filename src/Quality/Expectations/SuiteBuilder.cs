using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Expectations;

/// <summary>Builds a suite as Great Expectations v1 saves it.</summary>
internal sealed class SuiteBuilder(string name)
{
    private readonly JsonArray _expectations = [];

    /// <summary>Adds an expectation; arguments that are null are left out.</summary>
    public void Add(string type, bool onlyWarns, params IEnumerable<(string Name, JsonNode? Value)> kwargs) =>
        _expectations.Add(new JsonObject
        {
            ["type"] = type,
            ["kwargs"] = new JsonObject(kwargs.Where(argument => argument.Value is not null)
                .Select(argument => KeyValuePair.Create(argument.Name, argument.Value))),
            ["meta"] = new JsonObject(),
            ["severity"] = onlyWarns ? "warning" : "critical",
        });

    /// <summary>Adds an expectation as another suite has it.</summary>
    public void Add(Expectation expectation) => _expectations.Add(JsonObject.Create(expectation.Source));

    /// <summary>The suite.</summary>
    public JsonObject ToJson() => new()
    {
        ["name"] = name,
        ["expectations"] = _expectations,
        ["meta"] = new JsonObject { ["great_expectations_version"] = "1.24.1" },
        ["notes"] = null,
    };
}
