using System.Diagnostics;
using System.Text.Json;
using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>Raw events with counted defects become the tables that their generator says, the same on both engines and in any alternation.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkEventsTests : IDisposable
{
    private const int Events = 200_000;

    private readonly string _data = Directory.CreateTempSubdirectory("events-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [SkippableFact]
    public async Task Events_give_the_same_tables_on_both_engines()
    {
        Generate();
        // So much is quicker when it is compiled.
        using var server = SparkServer.Start(0, "spark.sql.codegen.wholeStage=true", "spark.sql.codegen.factoryMode=FALLBACK", "spark.sql.adaptive.enabled=true");
        using var lab = TwoLakehouses.OfSample("events", server.Address);
        string[] landings = ["landing", "more-01", "more-02"];
        string[] expected = ["expected.json", "expected-after-01.json", "expected-after-02.json"];
        string[] mixed = ["duckdb", "spark", "duckdb"];
        var before = new Dictionary<string, long>();
        for (var step = 0; step < landings.Length; step++)
        {
            foreach (var file in Directory.GetFiles(Path.Combine(_data, landings[step])))
            {
                lab.Land(file, Path.GetFileName(file));
            }
            var reports = await lab.RunAsync(("duckdb", "duckdb"), ("spark", "spark"), ("mixed", mixed[step]));
            Assert.All(reports, report => Assert.Empty(report.Problems));
            var answers = Answers(expected[step]);
            foreach (var report in reports)
            {
                var balance = Assert.Single(report.Silver).Balance;
                Assert.Equal(reports[0].Silver[0].Balance, balance);
                Assert.Equal(answers["read"] - before.GetValueOrDefault("read"), balance.Read);
                Assert.Equal(answers["quarantined"] - before.GetValueOrDefault("quarantined"), balance.Quarantined);
                Assert.Equal(answers["accepted"] - before.GetValueOrDefault("accepted"), balance.Accepted - balance.Displaced);
            }
            before = answers;
            var hashes = await lab.HashesAsync("duckdb");
            Assert.Contains(hashes, hash => hash.StartsWith("gold.daily_revenue ", StringComparison.Ordinal));
            Assert.Equal(hashes, await lab.HashesAsync("spark"));
            Assert.Equal(hashes, await lab.HashesAsync("mixed"));
        }
    }

    private void Generate()
    {
        var generator = SharedFolder.Require("bench", "generate.py");
        using var python = Process.Start(
            "python3", [generator, "--out", _data, "--events", $"{Events}", "--days-more", "2", "--processes", "2"]);
        python.WaitForExit();
        Assert.Equal(0, python.ExitCode);
    }

    private Dictionary<string, long> Answers(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_data, file)));
        return new[] { "read", "accepted", "quarantined" }.ToDictionary(name => name, name => json.RootElement.GetProperty(name).GetInt64());
    }
}
