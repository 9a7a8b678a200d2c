using System.Text.Json;
using Lakehouse.Engine;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Suites;
using Lakehouse.Quality.Expectations;
using Lakehouse.TestKit;

namespace Lakehouse.Conformance.Tests.Expectations;

/// <summary>The data sets, suites and results of Great Expectations, and our results of the same suites.</summary>
public sealed class GreatExpectationsFixture
{
    private static readonly string Root = Path.Combine(SharedFolder.Root, "fixtures", "great-expectations");
    private readonly Dictionary<string, Task<JsonElement>> _ours = [];

    public static IEnumerable<string> DataSets() =>
        Directory.Exists(Root) ? Directory.GetDirectories(Root).Select(folder => Path.GetFileName(folder)!).Order() : [];

    /// <summary>The results that Great Expectations gave, by the case that an expectation carries in its meta.</summary>
    public static Dictionary<int, JsonElement> Theirs(string dataSet, string format) =>
        ByCase(Document(dataSet, $"result.{format}.json"));

    public static JsonElement Document(string dataSet, string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(Root, dataSet, file))).RootElement;

    public static Dictionary<int, JsonElement> ByCase(JsonElement result) =>
        result.GetProperty("results").EnumerateArray().ToDictionary(Case);

    public static int Case(JsonElement result) =>
        result.GetProperty("expectation_config").GetProperty("meta").GetProperty("case").GetInt32();

    /// <summary>Our validation result of a data set's suite; it is run once.</summary>
    public Task<JsonElement> OursAsync(string dataSet, string format, string data = "data.parquet")
    {
        lock (_ours)
        {
            var key = $"{dataSet} {format} {data}";
            return _ours.TryGetValue(key, out var run) ? run : _ours[key] = RunAsync(dataSet, format, data);
        }
    }

    /// <summary>Our results of a data set's expectations, each run by itself, by the case.</summary>
    public static async Task<Dictionary<int, JsonElement>> OursAloneAsync(string dataSet)
    {
        var folder = SharedFolder.Require("fixtures", "great-expectations", dataSet);
        var spill = Path.Combine(Path.GetTempPath(), $"medallion-gx-{Guid.NewGuid():N}");
        using var engine = new DuckDbEngine(new LocalStorage(folder, Guid.NewGuid), new DuckDbEngineOptions(spill) { Threads = 2 });
        var table = await SuiteInput.OpenAsync(engine, Path.Combine(folder, "data.parquet"), default);
        var results = new Dictionary<int, JsonElement>();
        foreach (var expectation in Document(dataSet, "suite.json").GetProperty("expectations").EnumerateArray())
        {
            var suite = SuiteReader.Read("alone.json", JsonSerializer.Serialize(new { name = "alone", expectations = new[] { expectation } }));
            var run = await SuiteRunner.RunAsync(engine, suite, table, ResultFormat.Complete, default);
            var result = JsonDocument.Parse(run.Result.ToJson([]).ToJsonString()).RootElement.GetProperty("results")[0];
            results.Add(Case(result), result);
        }
        return results;
    }

    private static async Task<JsonElement> RunAsync(string dataSet, string format, string data)
    {
        var folder = SharedFolder.Require("fixtures", "great-expectations", dataSet);
        var spill = Path.Combine(Path.GetTempPath(), $"medallion-gx-{Guid.NewGuid():N}");
        using var engine = new DuckDbEngine(new LocalStorage(folder, Guid.NewGuid), new DuckDbEngineOptions(spill) { Threads = 2 });
        var file = Path.Combine(folder, "suite.json");
        var suite = SuiteReader.Read(file, await File.ReadAllTextAsync(file));
        var table = await SuiteInput.OpenAsync(engine, Path.Combine(folder, data), default);
        var run = await SuiteRunner.RunAsync(engine, suite, table, ResultFormats.TryParse(format)!.Value, default);
        return JsonDocument.Parse(run.Result.ToJson([]).ToJsonString()).RootElement;
    }
}
