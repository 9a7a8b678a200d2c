using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Parquet;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

/// <summary>A Delta table in a temporary folder and what changes its rows.</summary>
internal sealed class ChangeTable : IDisposable
{
    private const string Path = "t";

    private readonly TestLake _lake = new();
    private readonly DuckDbParquetFiles _parquet;

    internal ChangeTable(Func<IStorage, IStorage>? storage = null)
    {
        _parquet = new DuckDbParquetFiles(_lake.Storage, _lake.Options("log"));
        Environment = new DeltaEnvironment(storage?.Invoke(_lake.Storage) ?? _lake.Storage, _parquet, TimeProvider.System, Guid.NewGuid);
        Table = new DeltaTable(Environment, Path);
    }

    internal DeltaEnvironment Environment { get; }

    internal DeltaTable Table { get; }

    internal DuckDbEngine Engine => _lake.Engine;

    internal DuckDbRowChanger Changer => new(Environment, Engine);

    internal string Root => _lake.Storage.Locate(Path);

    public void Dispose()
    {
        _parquet.Dispose();
        _lake.Dispose();
    }

    /// <summary>Makes the table with the rows of a query, a file for each call of <see cref="AppendAsync"/>.</summary>
    internal async Task CreateAsync(string select, string[]? partitionColumns = null, params (string Name, string Value)[] properties) =>
        await CreateAsync(await Engine.DescribeAsync(select, default), select, partitionColumns, properties);

    internal async Task CreateAsync(
        StructType schema, string select, string[]? partitionColumns = null, params (string Name, string Value)[] properties)
    {
        Committed(await Table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [Table.NewMetadata(schema, partitionColumns, properties.ToDictionary(one => one.Name, one => one.Value))],
            Operation = "CREATE TABLE",
        }));
        await AppendAsync(select);
    }

    internal async Task<ChangeReport> AppendAsync(string select) =>
        Done(await new Write(Environment, Path, Changer).RunAsync(select, WriteMode.Append));

    internal async Task<ChangeReport> OverwriteAsync(string select, string? replaceWhere = null) =>
        Done(await new Write(Environment, Path, Changer).RunAsync(select, WriteMode.Overwrite, replaceWhere));

    internal async Task<ChangeReport> DeleteAsync(string? condition, ChangeOptions? options = null) =>
        Done(await new Delete(Environment, Path, Changer).RunAsync(condition, options));

    internal async Task<ChangeReport> UpdateAsync(string? condition, params (string Column, string Value)[] set) =>
        Done(await new Update(Environment, Path, Changer).RunAsync(set.ToDictionary(one => one.Column, one => one.Value), condition));

    internal async Task<ChangeReport> MergeAsync(string source, string condition, params RowClause[] clauses) =>
        Done(await new Merge(Environment, Path, Changer).RunAsync(source, condition, clauses));

    /// <summary>The rows of a version as texts, in order.</summary>
    internal async Task<IReadOnlyList<string>> RowsAsync(long? version = null) =>
        [.. (await _lake.RowsAsync($"select * from {await RelationAsync(version)}")).Order(StringComparer.Ordinal)];

    internal async Task<string> RelationAsync(long? version = null) =>
        await Engine.RelationAsync(Table, (await Table.LoadAsync(version)).Scan());

    internal Task<IReadOnlyList<string>> QueryAsync(string select) => _lake.RowsAsync(select);

    /// <summary>The action that a version's commit has of a kind.</summary>
    internal async Task<CommitInfo> InfoAsync(long version)
    {
        await foreach (var commit in Table.ReadCommitsAsync(version, version)) return commit.CommitInfo!;
        throw new InvalidOperationException($"no version {version}");
    }

    internal static Snapshot Committed(CommitResult? result) => Assert.IsType<Committed>(result).Snapshot;

    private static ChangeReport Done(ChangeReport report)
    {
        if (report.Commit is not null) Committed(report.Commit);
        return report;
    }
}
