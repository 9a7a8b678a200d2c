using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Xunit;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>
/// Copies of tables that other programs wrote are maintained here: the rows stay exactly those that were expected before,
/// or the table is refused by name and left as it is.
/// </summary>
public sealed class MaintainedGoldenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-golden-").FullName;

    private static readonly string[] Refused =
    [
        "columnMapping", "generatedColumns", "icebergCompatV2", "liquid", "materializePartitionColumns",
        "typeWidening-preview", "variantType-preview",
    ];

    public static TheoryData<string> Names => [.. GoldenTable.Names().Where(GoldenTable.IsRead)];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public async Task A_table_that_is_maintained_keeps_its_rows(string name)
    {
        var golden = GoldenTable.Open(name);
        Copy(Path.Combine(golden.Folder, "delta"), Path.Combine(_folder, "delta"));
        using var reader = new GoldenReader(golden, _folder);
        var before = await reader.Table.LoadAsync();
        using var rewriter = new DuckDbFileRewriter(reader.Environment, new DuckDbEngineOptions(Path.Combine(_folder, "spill")));
        try
        {
            await new Checkpoint(reader.Environment, "delta").RunAsync();
            await AssertRowsAsync(golden, reader);
            var report = await new Optimize(reader.Environment, "delta", rewriter).RunAsync(new OptimizeOptions { DeletedRowsShare = 0 });
            if (report.Commit is not null)
            {
                Assert.IsType<Committed>(report.Commit);
            }
            var packed = await AssertRowsAsync(golden, reader);
            Assert.All(packed.Files, file => Assert.Null(file.DeletionVector));
            var vacuum = await new Vacuum(reader.Environment, "delta").RunAsync(
                new VacuumOptions { Retention = TimeSpan.Zero, AllowShortRetention = true, IsDryRun = true });
            Assert.Empty(vacuum.Files.Select(file => file.Path).Intersect(packed.Files.Select(file => file.Path)));
            await new Restore(reader.Environment, "delta").RunAsync(before.Version);
            await AssertRowsAsync(golden, reader);
            await new Checkpoint(reader.Environment, "delta").RunAsync();
            await AssertRowsAsync(golden, reader);
        }
        catch (DeltaException refused) when (refused.Code == Delta.ErrorCodes.UnsupportedWriterFeature)
        {
            Assert.NotNull(refused.Feature);
            Assert.Contains(refused.Feature, Refused);
            await AssertRowsAsync(golden, reader);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<Snapshot> AssertRowsAsync(GoldenTable golden, GoldenReader reader)
    {
        var snapshot = await reader.Table.LoadAsync();
        Assert.Equal(golden.RowCount, await reader.CountAsync(snapshot));
        Assert.Empty(await reader.DifferencesAsync(snapshot));
        return snapshot;
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
