using Lakehouse.Delta;
using Lakehouse.Delta.ChangeFeed;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;

namespace Lakehouse.Conformance.Tests.Golden;

/// <summary>Reads one golden table with the real library and engine.</summary>
internal sealed class GoldenReader : IDisposable
{
    private readonly GoldenTable _golden;
    private readonly DuckDbParquetFiles _parquet;
    private readonly string _spill = Directory.CreateTempSubdirectory("medallion-golden-").FullName;

    /// <param name="golden">The table.</param>
    /// <param name="folder">The folder that holds <c>delta</c>; by default the golden table's own.</param>
    public GoldenReader(GoldenTable golden, string? folder = null)
    {
        _golden = golden;
        var storage = new LocalStorage(folder ?? golden.Folder, Guid.NewGuid);
        _parquet = new DuckDbParquetFiles(storage, new DuckDbEngineOptions(Path.Combine(_spill, "log")));
        Environment = new DeltaEnvironment(storage, _parquet, TimeProvider.System, Guid.NewGuid);
        Table = new DeltaTable(Environment, "delta");
        Engine = new DuckDbEngine(storage, new DuckDbEngineOptions(Path.Combine(_spill, "rows")));
    }

    public DeltaEnvironment Environment { get; }

    public DeltaTable Table { get; }

    public DuckDbEngine Engine { get; }

    public async Task<long> CountAsync(Snapshot snapshot)
    {
        var rows = await Engine.RelationAsync(Table, snapshot.Scan());
        return (await Engine.QueryAsync($"select count(*) from {rows}", row => row.GetInt64(0), default))[0];
    }

    /// <summary>Rows that the snapshot or the expected ones have more often than the other, as texts.</summary>
    public async Task<IReadOnlyList<string>> DifferencesAsync(Snapshot snapshot)
    {
        if (_golden.ExpectedRows is not { } expected)
        {
            return [];
        }

        var columns = string.Join(", ", snapshot.Metadata.Schema.Fields
            .Where(field => field.Name != _golden.ZonedColumn)
            .Select(field => Sql.Name(field.Name)));
        if (columns.Length == 0)
        {
            return [];
        }

        var ours = $"select {columns} from {await Engine.RelationAsync(Table, snapshot.Scan())}";
        var theirs = $"select {columns} from read_parquet({Sql.Text(expected)}, hive_partitioning = false)";
        return await Engine.QueryAsync(
            $"select 'more: ' || r::varchar from ({ours} except all {theirs}) as r "
                + $"union all select 'less: ' || r::varchar from ({theirs} except all {ours}) as r",
            row => row.GetString(0), default);
    }

    /// <summary>Changes that were found or expected more often than the other, as texts.</summary>
    public async Task<IReadOnlyList<string>> ChangeDifferencesAsync(TableChanges changes, string expected)
    {
        var columns = File.ReadLines(expected).First().Split(',');
        var ours = Select(column => $"coalesce({Sql.Name(column)}::varchar, '')", await Engine.RelationAsync(Table, changes));
        var theirs = Select(
            column => $"coalesce({Sql.Name(column)}, '')",
            $"read_csv({Sql.Text(expected)}, header = true, all_varchar = true)");
        return await Engine.QueryAsync(
            $"select 'more: ' || r::varchar from ({ours} except all {theirs}) as r "
                + $"union all select 'less: ' || r::varchar from ({theirs} except all {ours}) as r",
            row => row.GetString(0), default);

        string Select(Func<string, string> value, string from) =>
            $"select {string.Join(", ", columns.Select(value))} from {from}";
    }

    public void Dispose()
    {
        Engine.Dispose();
        _parquet.Dispose();
        Directory.Delete(_spill, recursive: true);
    }
}
