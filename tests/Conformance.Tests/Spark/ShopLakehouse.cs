using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion;
using Lakehouse.TestKit;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>samples/shop on a storage of its own.</summary>
internal sealed class ShopLakehouse(string storage, string landing)
{
    /// <summary>Where the tables are.</summary>
    public string Storage => storage;

    /// <summary>The folder of a table.</summary>
    public string Folder(string table) => Path.Combine(storage, table);

    /// <summary>Writes landing files, if any are named, and runs the flow.</summary>
    public async Task<RunReport> RunAsync(ShopLanding shop, params IReadOnlyCollection<string> paths)
    {
        if (paths.Count > 0)
        {
            shop.WriteTo(landing, paths);
        }

        using var session = Open();
        var report = await Flow.RunAsync(session.NewRun(new Silence(), []), CancellationToken.None);
        Assert.Equal("", string.Join("\n", report.Problems));
        Assert.Equal("done", report.Status);
        return report;
    }

    /// <summary>The newest snapshot of a table, or that of a version.</summary>
    public async Task<Snapshot> LoadAsync(string table, long? version = null)
    {
        using var session = Open();
        return await new DeltaTable(session.Tables, table).LoadAsync(version);
    }

    /// <summary>The rows of a query over a table, which it calls <c>t</c>, as texts.</summary>
    public async Task<IReadOnlyList<string>> QueryAsync(string table, string select)
    {
        using var session = Open();
        var delta = new DeltaTable(session.Tables, table);
        var snapshot = await delta.LoadAsync();
        var files = snapshot.Files.Select(file => new DataFile(delta.Locate(file), file.PartitionValues));
        var relation = DuckDbEngine.Relation([.. files], snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns);
        return await session.Engine.QueryAsync(
            $"with t as {relation} select to_json(q)::varchar from ({select}) as q",
            row => row.GetString(0),
            CancellationToken.None);
    }

    /// <summary>Opens the project.</summary>
    public LakehouseSession Open() => new(
        new LakehouseOptions(Path.Combine(Repository.Root, "samples", "shop"), TimeProvider.System, Guid.NewGuid)
        {
            Storage = storage,
            Landing = landing,
        });

    private sealed class Silence : IProgress<RunEvent>
    {
        public void Report(RunEvent value)
        {
        }
    }
}
