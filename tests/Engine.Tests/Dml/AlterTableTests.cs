using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

public sealed class AlterTableTests
{
    private const string Select = "select i as id, 'p' || i % 2 as part, {'x': i, 'y': ['a' || i]} as inner, [{'z': i}] as list from range(6) r(i)";

    [Fact]
    public async Task Columns_are_added_at_any_depth_and_are_null_in_older_rows()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(Select, ["part"]);
        var alter = new AlterTable(table.Environment, "t");
        await Done(alter.AddColumnsAsync([new StructField("extra", PrimitiveType.Date)]));
        await Done(alter.AddColumnsAsync([new StructField("more", PrimitiveType.String)], ["inner"]));
        await Done(alter.AddColumnsAsync([new StructField("w", PrimitiveType.Double)], ["list", "element"]));
        await table.AppendAsync("select 9 as id, 'p1' as part, {'x': 1, 'y': ['b'], 'more': 'm'} as inner, [{'z': 1, 'w': 2.5}] as list, date '2026-01-01' as extra");
        var rows = await table.RowsAsync();
        Assert.Equal("0|p0|{'x': 0, 'y': [a0], 'more': NULL}|[{'z': 0, 'w': NULL}]|NULL", rows[0]);
        Assert.Equal("9|p1|{'x': 1, 'y': [b], 'more': m}|[{'z': 1, 'w': 2.5}]|2026-01-01", rows[^1]);
        await Refused(alter.AddColumnsAsync([new StructField("ID", PrimitiveType.Date)]));
        await Refused(alter.AddColumnsAsync([new StructField("n", PrimitiveType.Date, Nullable: false)]));
        await Refused(alter.AddColumnsAsync([new StructField("n", PrimitiveType.Date)], ["nowhere"]));
    }

    [Fact]
    public async Task Files_are_compressed_as_the_table_says()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)");
        var alter = new AlterTable(table.Environment, "t");
        await Done(alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.parquet.compression.codec"] = "ZSTD" }));
        await table.AppendAsync("select i as id from range(3) r(i)");
        Assert.Equal(
            ["SNAPPY", "ZSTD"],
            await table.QueryAsync($"select distinct compression from parquet_metadata('{table.Root}/*.parquet') order by 1"));
        var error = await Assert.ThrowsAsync<DeltaException>(() =>
            alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.parquet.compression.codec"] = "best" }));
        Assert.Equal(Delta.ErrorCodes.InvalidProperty, error.Code);
    }

    [Fact]
    public async Task Columns_that_only_the_source_has_are_added_with_its_rows_when_that_is_asked_for()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)", null, ("delta.enableChangeDataFeed", "true"));
        const string source = "select i as id, 'n' || i as name from range(2, 5) r(i)";
        RowClause[] clauses = [new(RowMatch.Matched, RowAction.Update), new(RowMatch.NotMatched, RowAction.Insert)];
        var error = await Assert.ThrowsAsync<EngineException>(() => table.MergeAsync(source, "target.id = source.id", clauses));
        Assert.Contains("'name'", error.Message, StringComparison.Ordinal);
        var report = await new Merge(table.Environment, "t", table.Changer).RunAsync(
            source, "target.id = source.id", clauses, new ChangeOptions { MergesSchema = true });
        ChangeTable.Committed(report.Commit);
        Assert.Equal(["0|NULL", "1|NULL", "2|n2", "3|n3", "4|n4"], await table.RowsAsync());
    }

    [Fact]
    public async Task Mapped_columns_are_renamed_and_dropped_and_files_keep_their_names()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(Select, ["part"], ("delta.enableDeletionVectors", "true"), ("delta.enableChangeDataFeed", "true"));
        var alter = new AlterTable(table.Environment, "t");
        await Refused(alter.RenameColumnAsync(["id"], "key"));
        await Done(alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.columnMapping.mode"] = "name" }));
        var snapshot = await table.Table.LoadAsync();
        Assert.Equal((3, 7, "7"), (snapshot.Protocol.MinReaderVersion, snapshot.Protocol.MinWriterVersion, snapshot.Metadata.Configuration["delta.columnMapping.maxColumnId"]));
        Assert.Contains("columnMapping", snapshot.Protocol.ReaderFeatures!);

        await Done(alter.RenameColumnAsync(["id"], "key"));
        await Done(alter.RenameColumnAsync(["part"], "folder"));
        await Done(alter.RenameColumnAsync(["list", "element", "z"], "zz"));
        var renamed = await table.InfoAsync((await table.Table.LoadAsync()).Version);
        Assert.Equal(
            ("list.element.z", "list.element.zz"), (renamed.OperationParameters["oldColumnPath"], renamed.OperationParameters["newColumnPath"]));
        await Done(alter.DropColumnAsync(["inner", "x"]));
        await Done(alter.AddColumnsAsync([new StructField("id", PrimitiveType.String)]));
        await Refused(alter.DropColumnAsync(["folder"]));
        await Refused(alter.DropColumnAsync(["inner", "y"]));

        await table.AppendAsync("select 'new' as id, 9 as \"key\", 'p1' as folder, {'y': ['b']} as inner, [{'zz': 5}] as list");
        await table.UpdateAsync("\"key\" = 2 and folder = 'p0'", ("inner", "{'y': ['c', null]}"), ("folder", "'q'"));
        await table.DeleteAsync("\"key\" = 5");
        string[] expected =
        [
            "0|p0|{'y': [a0]}|[{'zz': 0}]|NULL", "1|p1|{'y': [a1]}|[{'zz': 1}]|NULL", "2|q|{'y': [c, NULL]}|[{'zz': 2}]|NULL",
            "3|p1|{'y': [a3]}|[{'zz': 3}]|NULL", "4|p0|{'y': [a4]}|[{'zz': 4}]|NULL", "9|p1|{'y': [b]}|[{'zz': 5}]|new",
        ];
        Assert.Equal(expected, await table.RowsAsync());
        snapshot = await table.Table.LoadAsync();
        Assert.All(snapshot.Files, file => Assert.Equal(["part"], file.PartitionValues.Keys));
        var written = snapshot.Files.Single(file => file.PartitionValues["part"] == "q");
        Assert.Equal(
            ["id|1", "inner|3", "list|6", "z|7"],
            (await table.QueryAsync(
                $"select name, field_id from parquet_schema('{table.Table.Locate(written)}') where field_id is not null and name in ('id', 'inner', 'list', 'z')"))
                .Order(StringComparer.Ordinal));
        using var rewriter = new DuckDbFileRewriter(table.Environment, new DuckDbEngineOptions(Path.Combine(Path.GetTempPath(), "medallion", "spill")));
        ChangeTable.Committed((await new Optimize(table.Environment, "t", rewriter).RunAsync(new OptimizeOptions())).Commit);
        Assert.Equal(expected, await table.RowsAsync());
        Assert.True((await table.Table.LoadAsync()).Files.Count < snapshot.Files.Count);
    }

    [Fact]
    public async Task Types_are_widened_and_files_with_the_narrow_type_stay()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i::integer as n, i::decimal(5,1) as d from range(3) r(i)");
        var alter = new AlterTable(table.Environment, "t");
        await Refused(alter.WidenColumnAsync(["n"], PrimitiveType.Long));
        await Done(alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.enableTypeWidening"] = "true" }));
        await Done(alter.WidenColumnAsync(["n"], PrimitiveType.Long));
        await Done(alter.WidenColumnAsync(["d"], new DecimalType(10, 2)));
        await Refused(alter.WidenColumnAsync(["n"], PrimitiveType.Integer));
        await table.AppendAsync("select 5000000000 as n, 1.25 as d");
        await table.UpdateAsync("n = 2", ("d", "d + 0.01"));
        Assert.Equal(["0|0.00", "1|1.00", "2|2.01", "5000000000|1.25"], await table.RowsAsync());
    }

    [Fact]
    public async Task Constraints_are_added_when_every_row_fulfils_them()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)");
        var alter = new AlterTable(table.Environment, "t");
        var error = await Assert.ThrowsAsync<DeltaException>(() => alter.AddConstraintAsync("small", "id < 2", table.Changer));
        Assert.Contains("1 rows of t break the constraint 'small'", error.Message, StringComparison.Ordinal);
        Assert.Contains("checkConstraints", (await Done(alter.AddConstraintAsync("Small", "id < 3", table.Changer))).Protocol.WriterFeatures!);
        await Refused(alter.AddConstraintAsync("small", "id < 9", table.Changer));
        await Assert.ThrowsAsync<DeltaException>(() => table.AppendAsync("select 3 as id"));
        await Done(alter.DropConstraintAsync("SMALL"));
        await table.AppendAsync("select 3 as id");
        await Refused(alter.DropConstraintAsync("small"));
    }

    [Fact]
    public async Task Properties_nullability_and_comments_are_set()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(new StructType([new StructField("id", PrimitiveType.Long, Nullable: false)]), "select 1 as id");
        var alter = new AlterTable(table.Environment, "t");
        await Done(alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.appendOnly"] = "true", ["own"] = "ü" }));
        await Done(alter.CommentColumnAsync(["id"], "the \"key\""));
        await Done(alter.DropNotNullAsync(["id"]));
        await table.AppendAsync("select null as id");
        var metadata = (await table.Table.LoadAsync()).Metadata;
        Assert.Equal("\"the \\\"key\\\"\"", metadata.Schema.Fields[0].Metadata["comment"]);
        Assert.Equal("ü", metadata.Configuration["own"]);
        await Done(alter.UnsetPropertiesAsync(["own", "delta.appendOnly"]));
        Assert.DoesNotContain("own", (await table.Table.LoadAsync()).Metadata.Configuration.Keys);
        await Refused(alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.constraints.c"] = "id > 0" }));
        await Refused(alter.UnsetPropertiesAsync(["delta.enableInCommitTimestamps"]));
        var invalid = await Assert.ThrowsAsync<DeltaException>(
            () => alter.SetPropertiesAsync(new Dictionary<string, string> { ["delta.appendOnly"] = "maybe" }));
        Assert.Equal(Delta.ErrorCodes.InvalidProperty, invalid.Code);
    }

    private static async Task<Snapshot> Done(Task<CommitResult> change) => ChangeTable.Committed(await change);

    private static async Task Refused(Task<CommitResult> change) =>
        Assert.Equal(Delta.ErrorCodes.SchemaChangeRefused, (await Assert.ThrowsAsync<DeltaException>(() => change)).Code);
}
