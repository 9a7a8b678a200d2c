using System.Text.Json;

namespace Lakehouse.Quality.Expectations;

/// <summary>Reads suites of Great Expectations v1.</summary>
public static class SuiteReader
{
    private static readonly string[] Keys =
        ["name", "expectations", "id", "meta", "notes", "suite_parameters", "expectation_suite_name", "evaluation_parameters",
            "data_asset_type", "ge_cloud_id"];

    /// <summary>Reads a suite.</summary>
    /// <param name="file">Path of its file, for messages.</param>
    /// <param name="text">The JSON.</param>
    /// <exception cref="ContractException">
    /// QUA0801 to QUA0803 and QUA0104 to QUA0107: the suite is wrong; all problems at once.
    /// </exception>
    public static ExpectationSuite Read(string file, string text)
    {
        var problems = new ProblemList();
        var suite = Read(file, text, problems);
        problems.ThrowIfAny();
        return suite!;
    }

    internal static ExpectationSuite? Read(string file, string text, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            problems.Add(ErrorCodes.NotASuite, new FilePosition(file), "the file is empty",
                "Write a suite into it, or remove it. A shell's '>' empties a file before the command reads the project: use --output instead.");
            return null;
        }
        JsonElement root;
        try
        {
            using var document = JsonDocument.Parse(text);
            root = document.RootElement.Clone();
        }
        catch (JsonException e)
        {
            problems.Add(
                ErrorCodes.NotASuite, new FilePosition(file, (int)(e.LineNumber ?? 0) + 1, (int)(e.BytePositionInLine ?? 0) + 1),
                "the file is no JSON", "Write the suite as Great Expectations saves it: 'suite.to_json_dict()'.");
            return null;
        }
        var positions = JsonPositions.Of(file, text);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("expectations", out var list)
            || list.ValueKind != JsonValueKind.Array)
        {
            problems.Add(ErrorCodes.NotASuite, positions[""], "the file is no suite: it has no list 'expectations'",
                "Write {\"name\": ..., \"expectations\": [...]}.");
            return null;
        }
        foreach (var key in root.EnumerateObject().Select(p => p.Name).Where(name => !Keys.Contains(name)))
        {
            problems.Add(ErrorCodes.UnknownKey, positions[$"/{key}"], $"unknown key '{key}' in the suite",
                NameGuess.Suggest(key, Keys));
        }
        var parameters = Object(root, "suite_parameters") ?? Object(root, "evaluation_parameters") ?? Empty;
        var expectations = list.EnumerateArray()
            .Select((item, i) => new ExpectationReader(item, parameters, positions, $"/expectations/{i}", problems).Read())
            .OfType<Expectation>()
            .ToList();
        return new ExpectationSuite(Name(root, file), expectations, parameters, file);
    }

    private static JsonElement Empty { get; } = JsonElement.Parse("{}");

    private static JsonElement? Object(JsonElement root, string key) =>
        root.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string Name(JsonElement root, string file)
    {
        foreach (var key in new[] { "name", "expectation_suite_name" })
        {
            if (root.TryGetProperty(key, out var name) && name.ValueKind == JsonValueKind.String)
            {
                return name.GetString()!;
            }
        }
        return Path.GetFileNameWithoutExtension(file);
    }
}
