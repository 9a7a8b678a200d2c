using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Storage;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables that Spark made, whose rows we changed, and that Spark then read and changed again.</summary>
public sealed class ChangedTables : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-changes-");
    private readonly LocalStorage _storage;
    private readonly DuckDbParquetFiles _parquet;
    private readonly DuckDbEngine _engine;
    private readonly DuckDbFileRewriter _rewriter;
    private readonly Lazy<Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>>> _results;

    public ChangedTables()
    {
        _storage = new LocalStorage(_folder.FullName, Guid.NewGuid);
        _parquet = new DuckDbParquetFiles(_storage, new DuckDbEngineOptions(Path.Combine(_folder.FullName, "log")));
        _engine = new DuckDbEngine(_storage, new DuckDbEngineOptions(Path.Combine(_folder.FullName, "spill")));
        _rewriter = new DuckDbFileRewriter(Environment, new DuckDbEngineOptions(Path.Combine(_folder.FullName, "rewrite")));
        Shared = new SharedTable(Environment, Changer, _rewriter, Folder);
        _results = new(BuildAsync);
    }

    private DeltaEnvironment Environment => new(_storage, _parquet, TimeProvider.System, Guid.NewGuid);

    /// <summary>Tables that Spark and we change in turns and at the same time.</summary>
    internal SharedTable Shared { get; }

    private DuckDbRowChanger Changer => new(Environment, _engine);

    /// <summary>The rows of a query of Spark; skips the test where there is no Spark.</summary>
    internal async Task<IReadOnlyList<JsonElement>> ResultsAsync(string query)
    {
        SparkScript.Require();
        return (await _results.Value)[query];
    }

    /// <summary>The same, as texts.</summary>
    internal async Task<IReadOnlyList<string>> RowsAsync(string query) =>
        [.. (await ResultsAsync(query)).Select(row => string.Join('|', row.EnumerateObject().Select(field => field.Value.ToString())))];

    /// <summary>What we read of a table, as texts; the newest version by default.</summary>
    internal async Task<IReadOnlyList<string>> OwnRowsAsync(string table, string columns, long? version = null)
    {
        var delta = new DeltaTable(Environment, table);
        var relation = await _engine.RelationAsync(delta, (await delta.LoadAsync(version)).Scan());
        return await _engine.QueryAsync($"select concat_ws('|', *columns(*)) from (select {columns} from {relation}) order by id", row => row.GetString(0), default);
    }

    /// <summary>What we read of a table's changes from version 1, as texts.</summary>
    internal async Task<IReadOnlyList<string>> OwnChangesAsync(string table, string columns)
    {
        var delta = new DeltaTable(Environment, table);
        var relation = await _engine.RelationAsync(delta, await delta.ReadChangesAsync(1));
        return await _engine.QueryAsync(
            $"select concat_ws('|', _commit_version, _change_type, {columns}) as line from {relation} order by line", row => row.GetString(0), default);
    }

    /// <summary>A table that Spark made; skips the test where there is no Spark.</summary>
    internal async Task<DeltaTable> TableAsync(string table)
    {
        SparkScript.Require();
        await _results.Value;
        return new DeltaTable(Environment, table);
    }

    internal Task<Exception> ChangeAsync(Func<DeltaEnvironment, DuckDbRowChanger, Task> change) =>
        Record.ExceptionAsync(() => change(Environment, Changer));

    public void Dispose()
    {
        _rewriter.Dispose();
        _engine.Dispose();
        _parquet.Dispose();
        _folder.Delete(recursive: true);
    }

    private async Task<IReadOnlyDictionary<string, IReadOnlyList<JsonElement>>> BuildAsync()
    {
        var script = new SparkScript(Path.Combine(_folder.FullName, "script"));
        SparkFeatures.AddTo(script, Folder, () => FeatureChanges.RunAsync(Environment, Changer, _rewriter));
        script.Run(
            $"create table {Name("vectors")} (id bigint, part string, amount int) using delta partitioned by (part) "
            + "tblproperties ('delta.enableDeletionVectors' = 'true', 'delta.enableChangeDataFeed' = 'true')");
        script.Run($"insert into {Name("vectors")} select /*+ coalesce(1) */ id, concat('p ', id % 2), cast(id as int) from range(100)");
        script.Run($"delete from {Name("vectors")} where id = 1");
        script.Run(
            $"create table {Name("mapped")} (id bigint, old string, gone int, inner struct<x: int, y: array<struct<z: string>>>) using delta "
            + "tblproperties ('delta.columnMapping.mode' = 'name', 'delta.checkpointPolicy' = 'v2', 'delta.checkpointInterval' = '2', "
            + "'delta.enableDeletionVectors' = 'true', 'delta.enableTypeWidening' = 'true')");
        script.Run(
            $"insert into {Name("mapped")} select /*+ coalesce(1) */ id, concat('o', id), 1, "
            + "named_struct('x', cast(id as int), 'y', array(named_struct('z', concat('z', id)))) from range(40)");
        script.Run($"alter table {Name("mapped")} rename column old to new");
        script.Run($"alter table {Name("mapped")} drop column gone");
        script.Run($"alter table {Name("mapped")} alter column inner.x type bigint");
        script.Run(
            $"create table {Name("ruled")} (id bigint not null, name varchar(4), status string default 'new') using delta "
            + "tblproperties ('delta.feature.allowColumnDefaults' = 'supported')");
        script.Run($"alter table {Name("ruled")} add constraint positive check (id > 0 and name is not null)");
        script.Run($"insert into {Name("ruled")} values (1, 'a', 'old')");
        script.Turn(ChangeAsync);
        script.Query("vectors", $"select id, part, amount from {Name("vectors")} order by id");
        script.Query("feed", $"select _change_type, id, part, amount, _commit_version from table_changes_by_path('{Folder("vectors")}', 3) order by _commit_version, id, _change_type desc");
        script.Query("mapped", $"select id, new, inner.x, inner.y[0].z from {Name("mapped")} order by id");
        script.Query("ruled", $"select id, name, status from {Name("ruled")} order by id");
        script.Query("own", $"select id, key, list[0].w as w from {Name("own")} order by id");
        script.Query("own at 1", $"select count(*) from {Name("own")} version as of 1");
        script.Query("history", $"describe history {Name("vectors")}");
        script.Query("delete", $"delete from {Name("vectors")} where id between 20 and 22");
        script.Query("merge", $"merge into {Name("mapped")} t using (select id from range(38, 42)) s on t.id = s.id when matched then delete when not matched then insert (id, new) values (s.id, 'spark')");
        script.Query("vectors again", $"select count(*), sum(amount) from {Name("vectors")}");
        Shared.AddTo(script);
        new TrackedTables(Environment, Changer, _rewriter, Folder).AddTo(script);
        return await script.RunAsync();
    }

    /// <summary>What we do to the tables that Spark made, and a table of our own.</summary>
    private async Task ChangeAsync()
    {
        Committed(await new Delete(Environment, "vectors", Changer).RunAsync("id in (2, 3)"));
        Committed(await new Update(Environment, "vectors", Changer).RunAsync(Set(("amount", "amount + 1000")), "id = 4"));
        Committed(await new Merge(Environment, "vectors", Changer).RunAsync(
            "select i as id, 'p 0' as part, -1 as amount from range(98, 102) r(i) union all select i, 'p 1', -2 from range(60, 100) r(i) where i % 2 = 1",
            "target.id = source.id and target.part = source.part",
            [
                new RowClause(RowMatch.Matched, RowAction.Delete) { Condition = "target.id = 61" },
                new RowClause(RowMatch.Matched, RowAction.Update),
                new RowClause(RowMatch.NotMatched, RowAction.Insert) { Condition = "source.id > 99" },
            ]));
        Committed(await new Delete(Environment, "mapped", Changer).RunAsync("\"new\" = 'o5'"));
        Committed(await new Update(Environment, "mapped", Changer).RunAsync(
            Set(("inner", "{'x': 5000000000, 'y': [{'z': 'new'}]}")), "\"inner\".x between 6 and 25"));
        Committed(await new Write(Environment, "mapped", Changer).RunAsync("select 90 as id, 'w' as \"new\"", WriteMode.Append));
        Committed(await new Write(Environment, "ruled", Changer).RunAsync("select 2 as id, 'b' as name", WriteMode.Append));

        var own = new DeltaTable(Environment, "own");
        const string rows = "select i as id, 'k' || i as name, [{'w': i}] as list from range(20) r(i)";
        Committed(await own.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [own.NewMetadata(await _engine.DescribeAsync(rows, default))],
            Operation = "CREATE TABLE",
        }));
        Committed(await new Write(Environment, "own", Changer).RunAsync(rows, WriteMode.Append));
        var alter = new Delta.Schemas.AlterTable(Environment, "own");
        Committed(await alter.SetPropertiesAsync(new Dictionary<string, string>
        {
            ["delta.columnMapping.mode"] = "name",
            ["delta.enableDeletionVectors"] = "true",
            ["delta.checkpointPolicy"] = "v2",
            ["delta.checkpointInterval"] = "4",
        }));
        Committed(await alter.RenameColumnAsync(["name"], "key"));
        Committed(await new Delete(Environment, "own", Changer).RunAsync("id = 3"));
        Committed(await new Update(Environment, "own", Changer).RunAsync(Set(("key", "'u'"), ("list", "[{'w': -1}]")), "id >= 10"));
    }

    private static Dictionary<string, string> Set(params (string Column, string Value)[] set) =>
        set.ToDictionary(one => one.Column, one => one.Value);

    private static void Committed(ChangeReport report) => Committed(report.Commit!);

    private static void Committed(CommitResult result) => Assert.IsType<Committed>(result);

    internal string Folder(string table) => Path.Combine(_folder.FullName, table);

    private string Name(string table) => SparkScript.Table(Folder(table));
}
