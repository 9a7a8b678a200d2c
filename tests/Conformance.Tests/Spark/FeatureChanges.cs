using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>What we change in the tables of <see cref="SparkFeatures"/>.</summary>
internal static class FeatureChanges
{
    public static async Task RunAsync(DeltaEnvironment environment, IRowChanger changer, IFileRewriter rewriter)
    {
        IReadOnlyList<ChangeReport> changes =
        [
            await new Update(environment, "renamed", changer).RunAsync(new Dictionary<string, string> { ["fresh"] = "'ours'" }, "id = 1"),
            await new Delete(environment, "checkpointed", changer).RunAsync("id = 5"),
            await new Write(environment, "clustered", changer).RunAsync("select 100 as id, 1 as a, 'b' as b", WriteMode.Append),
            await new Write(environment, "generated", changer).RunAsync(
                "select 3 as id, timestamptz '2026-03-03 10:00:00+00' as at", WriteMode.Append),
            await new Delete(environment, "numbered", changer).RunAsync("id = 15"),
            await new Write(environment, "numbered", changer).RunAsync("select 'ours' as name", WriteMode.Append),
            await new Write(environment, "tracked", changer).RunAsync("select 4 as id, 'd' as name", WriteMode.Append),
            await new Delete(environment, "tracked", changer).RunAsync("id = 2"),
            await new Delete(environment, "cloned", changer).RunAsync("id = 3"),
            await new Write(environment, "cloned", changer).RunAsync("select 5 as id, 'ours' as name", WriteMode.Append),
            await new Write(environment, "defaulted", changer).RunAsync("select 4 as id", WriteMode.Append),
        ];
        Assert.All(changes, change => Assert.IsType<Committed>(change.Commit));
        Assert.IsType<Committed>((await new Optimize(environment, "clustered", rewriter).RunAsync(new OptimizeOptions())).Commit);
        await new Checkpoint(environment, "checkpointed").RunAsync();
        Assert.Empty((await new Vacuum(environment, "cloned").RunAsync(
            new VacuumOptions { Retention = TimeSpan.Zero, AllowShortRetention = true, IsDryRun = true })).Files);
    }
}
