using System.Diagnostics;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
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
        using var parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(spill.At("spill")));
        var table = new DeltaTable(new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid), Path);
        var schema = new StructType([new StructField("id", PrimitiveType.Long), new StructField("part", PrimitiveType.String)]);
        Assert.IsType<Committed>(await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [table.NewMetadata(schema, ["part"]), new AddFile
            {
                Path = "counter/0", PartitionValues = new Dictionary<string, string?> { ["part"] = "counter" }, SizeBytes = 0, ModificationTime = 0,
            }],
            Operation = "CREATE TABLE",
        }));

        var outcomes = await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => RunAsync(root, connection, writer)));
        Assert.All(outcomes, outcome => Assert.Equal(Enumerable.Range(1, Steps), outcome.Select(step => step.Step)));
        var versions = outcomes.SelectMany(outcome => outcome.Select(step => step.Version)).ToList();
        Assert.Equal(Enumerable.Range(1, Writers * Steps).Select(version => (long)version), versions.Order());

        // The log says the same, one step a commit.
        var snapshot = await table.LoadAsync();
        Assert.Equal(Writers * Steps, snapshot.Version);
        await foreach (var commit in table.ReadCommitsAsync(1, snapshot.Version))
        {
            var transaction = Assert.Single(commit.Transactions);
            var writer = int.Parse(transaction.AppId.Split('-')[1]);
            Assert.Equal(commit.Version, outcomes[writer][(int)transaction.Version - 1].Version);
        }
        Assert.All(Enumerable.Range(0, Writers), writer => Assert.Equal(Steps, snapshot.TransactionVersion($"writer-{writer}")));

        // Of a hundred steps 20 count and 10 delete; the rest append, or pack what is there.
        var counter = Assert.Single(snapshot.Files, file => file.PartitionValues["part"] == "counter");
        Assert.Equal(Writers * 20, counter.SizeBytes);
        foreach (var writer in Enumerable.Range(0, Writers))
        {
            Assert.Equal(Expected(), snapshot.Files.Where(file => file.PartitionValues["part"] == $"writer-{writer}").Sum(file => file.SizeBytes));
        }
    }

    /// <summary>The sizes that one writer leaves, worked out without any table.</summary>
    private static long Expected()
    {
        var files = new SortedDictionary<int, long>();
        for (var step = 1; step <= Steps; step++)
        {
            var first = files.Take(2).ToList();
            switch (step % 10)
            {
                case 2 or 6:
                    break;
                case 8:
                    files.Remove(first[0].Key);
                    break;
                case 9:
                    files.Remove(first[0].Key);
                    files.Remove(first[1].Key);
                    files[step] = first[0].Value + first[1].Value;
                    break;
                default:
                    files[step] = 1;
                    break;
            }
        }

        return files.Values.Sum();
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
