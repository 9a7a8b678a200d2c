using System.Text.Json;
using Lakehouse.Engine.Storage.Azure;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Jobs.Tests.DeltaTables;

/// <summary>The verbs of <c>delta</c> that take care of tables, on copies of tables that other programs wrote.</summary>
public sealed class MaintenanceCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-delta-").FullName;

    private string Table => Path.Combine(_folder, "table");

    [SkippableFact]
    public async Task A_table_is_packed_vacuumed_and_restored()
    {
        // Ten rows, of which a deletion vector names 0 and 9.
        CopyGolden("kernel-data/table-with-dv-small");
        var files = Files();
        var plan = await JsonAsync("optimize", Table, "--dry-run");
        Assert.Equal((1, 1, true), (Number(plan, "removed_files"), Number(plan, "purged_deletion_vectors"), plan.GetProperty("is_dry_run").GetBoolean()));
        Assert.Equal(files, Files());

        var packed = await RunAsync("optimize", Table);
        Assert.StartsWith("Version 2: 1 file with 635 bytes became 1 with ", packed.Out, StringComparison.Ordinal);
        Assert.EndsWith("Deletion vectors purged: 1.\n", packed.Out, StringComparison.Ordinal);
        Assert.Equal("Nothing to do.\n", (await RunAsync("optimize", Table)).Out);
        Assert.Equal(Enumerable.Range(1, 8), await ValuesAsync());

        Assert.Equal("Checkpoint of version 2 with 1 file.\nCommits 0 to 2 compacted.\n", (await RunAsync("checkpoint", Table, "--compact-from", "0")).Out);
        Assert.Contains("_delta_log/00000000000000000002.checkpoint.parquet", Files());
        Assert.Contains("_delta_log/00000000000000000000.00000000000000000002.compacted.json", Files());

        var restored = await JsonAsync("restore", Table, "--version", "0");
        Assert.Equal((0, 3, 1, 1), (Number(restored, "restored_version"), Number(restored, "version"), Number(restored, "restored_files"), Number(restored, "removed_files")));
        Assert.Equal(Enumerable.Range(0, 10), await ValuesAsync());
        Assert.Equal("The table has the content of version 0 already.\n", (await RunAsync("restore", Table, "--version", "0")).Out);

        var vacuum = await JsonAsync("vacuum", Table, "--retain-hours", "0", "--allow-short-retention", "--dry-run");
        Assert.Equal(2, vacuum.GetProperty("paths").GetArrayLength());
        Assert.True(vacuum.GetProperty("paths").EnumerateArray().All(path => File.Exists(Path.Combine(Table, path.GetString()!))));
        Assert.Equal(2, Number(await JsonAsync("vacuum", Table, "--retain-hours", "0", "--allow-short-retention"), "files"));
        Assert.Equal(Enumerable.Range(0, 10), await ValuesAsync());
        Assert.Equal("Nothing is wrong.\n", (await RunAsync("verify", Table)).Error);
    }

    [SkippableFact]
    public async Task Rows_are_sorted_along_columns_of_one_partition()
    {
        CopyGolden("dat/basic_partitioned");
        var sorted = await JsonAsync("optimize", Table, "--partition", "letter=a", "--z-order", "number,a_float");
        Assert.Equal((2, 1), (Number(sorted, "removed_files"), Number(sorted, "added_files")));
        Assert.Equal(6, (await JsonAsync("read", Table)).GetArrayLength());
    }

    [SkippableFact]
    public async Task What_cannot_be_done_is_refused_with_a_next_step()
    {
        CopyGolden("kernel-data/table-with-dv-small");
        await AssertRefusedAsync(1, "DEL0101", "checkpoint", _folder);
        await AssertRefusedAsync(1, "DEL0102", "checkpoint", Table, "--compact-from", "7");
        await AssertRefusedAsync(1, "DEL0401", "vacuum", Table, "--retain-hours", "1");
        await AssertRefusedAsync(1, "DEL0403", "optimize", Table, "--z-order", "nothing");
        await AssertRefusedAsync(1, "DEL0404", "optimize", Table, "--partition", "nothing=1");
        await AssertRefusedAsync(1, "DEL0102", "restore", Table, "--version", "99");
        await AssertRefusedAsync(1, "ENG0206", "vacuum", "ftp://host/table");
        await AssertRefusedAsync(2, "--version", "restore", Table);
        await AssertRefusedAsync(2, "--target-mb", "optimize", Table, "--target-mb", "0");
        await AssertRefusedAsync(2, "column=value", "optimize", Table, "--partition", "letter");
        await AssertRefusedAsync(2, "--retain-hours", "vacuum", Table, "--retain-hours", "-1");
    }

    [SkippableFact]
    public async Task A_table_in_Azure_storage_is_taken_care_of()
    {
        CopyGolden("kernel-data/table-with-dv-small");
        using var server = new AzuriteServer();
        var container = await server.CreateContainerAsync();
        var storage = AzuriteStorage(server, container);
        foreach (var file in Files())
        {
            await storage.PutAsync($"lake/orders/{file}", await File.ReadAllBytesAsync(Path.Combine(Table, file)), default);
        }

        var address = $"az://{container.Segments[^1]}/lake/orders";
        Assert.Equal(Enumerable.Range(1, 8), await ValuesAsync(address));
        Assert.Equal(2, Number((await AzureAsync("optimize", address, "--json")).Json, "version"));
        Assert.Contains("Checkpoint of version 2", (await AzureAsync("checkpoint", $"{container}/lake/orders")).Out, StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 8), await ValuesAsync(address));
        Assert.Equal(3, Number((await AzureAsync("restore", address, "--version", "1", "--json")).Json, "version"));
        Assert.Equal(1, Number((await AzureAsync("vacuum", address, "--retain-hours", "0", "--allow-short-retention", "--json")).Json, "files"));
        Assert.Equal(Enumerable.Range(1, 8), await ValuesAsync(address));
        Assert.Equal("Nothing is wrong.\n", (await AzureAsync("verify", address)).Error);
        var denied = await MedallionProcess.RunAsync(_folder, Variables(server.ConnectionString.Replace("AccountKey=E", "AccountKey=F")), "delta", "detail", address);
        Assert.Equal(1, denied.ExitCode);
        Assert.Contains("ENG0203", denied.Error, StringComparison.Ordinal);

        async Task<IEnumerable<int>> ValuesAsync(string at) => Values((await AzureAsync("read", at, "--json")).Json);

        async Task<MedallionProcess> AzureAsync(params string[] args)
        {
            var run = await MedallionProcess.RunAsync(_folder, Variables(server.ConnectionString), ["delta", .. args]);
            Assert.True(run.ExitCode == 0, run.Error);
            return run;
        }

        static Dictionary<string, string?> Variables(string connection) => new() { ["AZURE_STORAGE_CONNECTION_STRING"] = connection };
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static AzureBlobStorage AzuriteStorage(AzuriteServer server, Uri container) => new(
        new AzureBlobOptions(
            container, AzureCredential.SharedKey(AzuriteServer.Account, AzuriteServer.Key), TimeProvider.System, Guid.NewGuid));

    private static async Task AssertRefusedAsync(int exitCode, string text, params string[] args)
    {
        var run = await RunAsync(args);
        Assert.Equal((exitCode, ""), (run.ExitCode, run.Out));
        Assert.Contains(text, run.Error, StringComparison.Ordinal);
    }

    private static Task<MedallionRun> RunAsync(params string[] args) => MedallionRun.Of(["delta", .. args]);

    private static async Task<JsonElement> JsonAsync(params string[] args)
    {
        var run = await RunAsync([.. args, "--json"]);
        Assert.True(run.ExitCode == 0, run.Error);
        return JsonDocument.Parse(run.Out).RootElement;
    }

    private static int Number(JsonElement result, string name) => result.GetProperty(name).GetInt32();

    private static IEnumerable<int> Values(JsonElement rows) =>
        rows.EnumerateArray().Select(row => row.GetProperty("value").GetInt32()).Order();

    private async Task<IEnumerable<int>> ValuesAsync() => Values(await JsonAsync("read", Table));

    /// <summary>The table's files, paths below its root.</summary>
    private List<string> Files() => [.. Directory.EnumerateFiles(Table, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Table, file)).Order(StringComparer.Ordinal)];

    private void CopyGolden(string name)
    {
        var golden = Path.Combine(SharedFolder.Require(["delta-golden", .. name.Split('/')]), "delta");
        foreach (var file in Directory.EnumerateFiles(golden, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(Table, Path.GetRelativePath(golden, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
