using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Delta.Tests.Support;

/// <summary>A table in memory, partitioned by <c>day</c>, and short ways to change it.</summary>
internal sealed class TestTable
{
    public const string Path = "silver/orders";

    public static readonly StructType Schema = new(
        [new StructField("id", PrimitiveType.Long), new StructField("day", PrimitiveType.String)]);

    private int _ids;

    public TestTable(
        IStorage? storage = null, TimeProvider? clock = null, Func<IStorage, IParquetFiles>? parquet = null)
    {
        clock ??= new SteppingClock();
        Storage = storage ?? new InMemoryStorage(clock);
        Environment = new DeltaEnvironment(
            Storage, parquet?.Invoke(Storage) ?? new JsonParquetFiles(Storage), clock, NextId);
        Table = new DeltaTable(Environment, Path);
    }

    public IStorage Storage { get; }

    public DeltaEnvironment Environment { get; }

    public DeltaTable Table { get; }

    public static AddFile File(string path, string? day = "d1", long sizeBytes = 100) => new()
    {
        Path = path,
        PartitionValues = new Dictionary<string, string?> { ["day"] = day },
        SizeBytes = sizeBytes,
        ModificationTime = 1_767_225_600_000,
        StatsJson = "{\"numRecords\":1}",
    };

    public static IReadOnlyDictionary<string, string?> Day(string? day) =>
        new Dictionary<string, string?> { ["day"] = day };

    public static Snapshot Committed(CommitResult result) => Assert.IsType<Committed>(result).Snapshot;

    public Task<CommitResult> CreateAsync(Dictionary<string, string>? configuration = null, params DeltaAction[] more) =>
        Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [Table.NewMetadata(Schema, ["day"], configuration), .. more],
            Operation = "CREATE TABLE",
        });

    public Task<CommitResult> AppendAsync(Snapshot snapshot, params DeltaAction[] actions) =>
        CommitAsync(snapshot, ReadScope.Nothing, actions);

    public Task<CommitResult> CommitAsync(Snapshot snapshot, ReadScope reads, params DeltaAction[] actions) =>
        Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = snapshot,
            Actions = actions,
            Operation = "WRITE",
            Reads = reads,
        });

    /// <summary>Ids that differ also in the part that spreads retries, the same in every run.</summary>
    private Guid NextId()
    {
        var id = Interlocked.Increment(ref _ids);
        return new Guid(unchecked(id * 40_503), 1, 2, BitConverter.GetBytes((long)id));
    }
}
