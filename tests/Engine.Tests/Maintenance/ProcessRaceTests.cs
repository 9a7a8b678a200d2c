using System.Diagnostics;
using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests.Maintenance;

/// <summary>Eight processes change one table at the same time: every change is there once, none is lost.</summary>
[Collection(AzuriteCollection.Name)]
public sealed class ProcessRaceTests(AzuriteServer server)
{
    private const int Writers = 8;
    private const int Steps = 100;
    private const string Path = "race/table";

    [Fact]
    public async Task Eight_processes_on_a_local_disk()
    {
        using var folder = new TemporaryFolder();
        await RaceAsync(folder.At("lake"), "");
    }

    [Fact]
    public async Task Eight_processes_on_Azurite() => await RaceAsync($"{await server.CreateContainerAsync()}/lake", server.ConnectionString);

    private static async Task RaceAsync(string root, string connection)
    {
        var settings = AzureSettings.FromVariables(name => name == "AZURE_STORAGE_CONNECTION_STRING" ? connection : null);
        var storage = StorageAddress.Parse(root, settings).Open(settings, TimeProvider.System, Guid.NewGuid);
        using var spill = new TemporaryFolder();
        using var parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(spill.At("log")));
        using var engine = new DuckDbEngine(storage, new DuckDbEngineOptions(spill.At("rows")));
        var environment = new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid);
        var table = new DeltaTable(environment, Path);
        var schema = new StructType([
            new StructField("id", PrimitiveType.Long), new StructField("part", PrimitiveType.String), new StructField("n", PrimitiveType.Long)]);
        Assert.IsType<Committed>(await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [table.NewMetadata(schema, ["part"])],
            Operation = "CREATE TABLE",
        }));
        var seed = await new Write(environment, Path, new DuckDbRowChanger(environment, engine))
            .RunAsync("select 0::bigint as id, 'counter' as part, 0::bigint as n", WriteMode.Append);
        const int first = 2;
        Assert.Equal(first - 1, Assert.IsType<Committed>(seed.Commit).Snapshot.Version);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => RunAsync(root, connection, writer)));
        Assert.All(outcomes, outcome => Assert.Equal(Enumerable.Range(1, Steps), outcome.Select(step => step.Step)));
        var versions = outcomes.SelectMany(outcome => outcome.Select(step => step.Version)).ToList();
        Assert.Equal(Enumerable.Range(first, Writers * Steps).Select(version => (long)version), versions.Order());

        // The log says the same, one step a commit; packing files is no step of an application.
        var snapshot = await table.LoadAsync();
        Assert.Equal(first - 1 + Writers * Steps, snapshot.Version);
        await foreach (var commit in table.ReadCommitsAsync(first, snapshot.Version))
        {
            if (commit.CommitInfo!.Operation == "OPTIMIZE") continue;
            var transaction = Assert.Single(commit.Transactions);
            var writer = int.Parse(transaction.AppId.Split('-')[1]);
            Assert.Equal(commit.Version, outcomes[writer][(int)transaction.Version - 1].Version);
        }

        var relation = await engine.RelationAsync(table, snapshot.Scan());
        var rows = await engine.QueryAsync(
            $"select id, part, n from {relation}", r => $"{r.GetInt64(0)}|{r.GetString(1)}|{r.GetInt64(2)}", default);
        Assert.Equal(
            Enumerable.Range(0, Writers).SelectMany(Expected).Append($"0|counter|{Writers * Steps / 10}").Order(StringComparer.Ordinal),
            rows.Order(StringComparer.Ordinal));
    }

    /// <summary>The rows that one writer leaves, worked out without any table.</summary>
    private static IEnumerable<string> Expected(int writer)
    {
        var rows = new Dictionary<long, long>();
        for (var step = 1; step <= Steps; step++)
        {
            var id = writer * 1_000_000L + step * 10;
            switch (step % 10)
            {
                case 2 or 5:
                    break;
                case 6:
                    for (var i = 0; i < 4; i++)
                    {
                        rows[id - 20 + i] = rows.TryGetValue(id - 20 + i, out var n) ? n + 1 : 100;
                    }
                    break;
                case 8:
                    foreach (var second in rows.Keys.Where(key => key % 10 == 1).ToList()) rows.Remove(second);
                    break;
                default:
                    for (var i = 0; i < 3; i++) rows[id + i] = 0;
                    break;
            }
        }

        return rows.Select(row => $"{row.Key}|writer-{writer}|{row.Value}");
    }

    private static async Task<List<(int Step, long Version)>> RunAsync(string root, string connection, int writer)
    {
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "Lakehouse.CommitRace.dll");
        var start = new ProcessStartInfo("dotnet", [program, root, Path, $"{writer}", $"{Steps}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["AZURE_STORAGE_CONNECTION_STRING"] = connection;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(' '))
            .Select(words => (int.Parse(words[0]), long.Parse(words[1])))];
    }
}
