using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>Damaged files of other programs' tables are read or refused: never another exception, never a hang.</summary>
public sealed class HostileTableTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("medallion-hostile-").FullName;

    /// <summary>In all 20,000 mutations.</summary>
    [SkippableTheory]
    [InlineData("kernel-golden/log-replay-special-characters", "*.json", 2_000)]
    [InlineData("kernel-golden/data-reader-partition-values", "*.json", 1_500)]
    [InlineData("kernel-golden/v2-checkpoint-json", "*.checkpoint.*.json", 2_000)]
    [InlineData("kernel-data/cdf-table-with-dv", "*.json", 3_000)]
    [InlineData("kernel-data/cdf-column-mapping-name-mode", "*.json", 2_000)]
    [InlineData("kernel-data/stats-writing-all-types", "*.json", 2_000)]
    [InlineData("kernel-data/type-widening", "*.json", 2_000)]
    [InlineData("kernel-data/crc-full", "*.crc", 500)]
    [InlineData("delta-rs/simple_table_with_checkpoint", "_last_checkpoint", 200)]
    [InlineData("delta-rs/simple_table_with_checkpoint", "*.checkpoint.parquet", 500)]
    [InlineData("kernel-golden/dv-partitioned-with-checkpoint", "*.checkpoint.parquet", 400)]
    [InlineData("kernel-data/v2-parquet-sidecars-struct-stats-only", "*.parquet", 400)]
    [InlineData("kernel-data/table-with-dv-small", "*.bin", 2_500)]
    [InlineData("delta-spark/partitioned-table-with-dv-large", "*.bin", 1_000)]
    public async Task A_damaged_file_is_read_or_refused(string name, string pattern, int times)
    {
        var table = Copy(Path.Combine(SharedFolder.Require(["delta-golden", .. name.Split('/')]), "delta"));
        var files = Directory.GetFiles(pattern == "*.bin" ? table : Path.Combine(table, "_delta_log"), pattern, SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        var storage = new LocalStorage(_folder, Guid.NewGuid);
        using var parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(Path.Combine(_folder, "spill")));
        var delta = new DeltaTable(new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid), "table");
        var refused = 0;
        for (var seed = 0; seed < times; seed++)
        {
            var random = new Random(seed);
            var file = files[random.Next(files.Length)];
            var content = await File.ReadAllBytesAsync(file);
            await File.WriteAllBytesAsync(file, Mutation.Of(content, random));
            try
            {
                refused += await UseAsync(delta) ? 0 : 1;
            }
            catch (Exception error)
            {
                Assert.Fail($"{name}, {Path.GetFileName(file)}, mutation {seed}: {error}");
            }

            await File.WriteAllBytesAsync(file, content);
        }

        // What is only a hint, or repeats what others say, is never a reason to refuse the table.
        Assert.True(pattern is "_last_checkpoint" or "*.crc" ? refused == 0 : refused > 0, $"{refused} of {times} were refused");
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Reads everything; false when something was refused as it should be.</summary>
    private static async Task<bool> UseAsync(DeltaTable table)
    {
        var isWhole = await IsReadAsync(async () =>
        {
            var snapshot = await table.LoadAsync();
            _ = snapshot.Files.Select(table.Locate).ToList();
            await table.ReadDeletionVectorsAsync(snapshot.Files.Select(file => file.DeletionVector).OfType<DeletionVectorDescriptor>());
            foreach (var condition in Conditions(snapshot))
            {
                _ = snapshot.Scan(null, condition).Files.Count;
            }
        });
        await IsReadAsync(async () => Assert.NotNull((await table.VerifyAsync()).Faults));
        isWhole &= await IsReadAsync(async () => _ = await table.ReadHistoryAsync().ToListAsync());
        await IsReadAsync(async () => _ = await table.LoadAsync(DateTimeOffset.UnixEpoch.AddYears(55)));
        await IsReadAsync(async () => _ = await table.ReadChangesAsync(0));
        return isWhole;
    }

    private static async Task<bool> IsReadAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (DeltaException)
        {
            return false;
        }
    }

    private static IEnumerable<Predicate> Conditions(Snapshot snapshot) => snapshot.Metadata.Schema.Fields
        .SelectMany(field => (Predicate[])[Predicate.IsNull([field.Name]), Predicate.IsNotNull([field.Name]), .. field.Type.Name switch
        {
            "long" or "integer" => (Predicate[])[Predicate.Greater([field.Name], 5L)],
            "string" => [Predicate.Less([field.Name], "k")],
            "timestamp" => [Predicate.Equal([field.Name], DateTimeOffset.UnixEpoch)],
            "double" => [Predicate.LessOrEqual([field.Name], 1.5)],
            _ => [],
        }]);

    private string Copy(string from)
    {
        var to = Path.Combine(_folder, "table");
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllBytes(target, File.ReadAllBytes(file));
        }

        return to;
    }
}
