using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

public sealed class ChangeTests
{
    private const string Vectors = "delta.enableDeletionVectors";
    private const string Feed = "delta.enableChangeDataFeed";

    [Theory]
    [InlineData(null, "a,b")]
    [InlineData("1", "a")]
    [InlineData("0", "")]
    [InlineData("-1", "a,b")]
    [InlineData("1", "b,s", " B, s.`x.y` ,gone")]
    [InlineData(null, "s", "`s`")]
    public async Task Statistics_describe_the_columns_that_the_table_wants(string? count, string described, string? names = null)
    {
        using var table = new ChangeTable();
        (string, string?)[] wanted = [("delta.dataSkippingNumIndexedCols", count), ("delta.dataSkippingStatsColumns", names)];
        (string, string)[] properties = [.. wanted.Where(w => w.Item2 is not null).Select(w => (w.Item1, w.Item2!))];
        var nested = names is null ? "" : ", {'x.y': i, 'z': i} as s";
        await table.CreateAsync($"select i as a, -i as b{nested} from range(10) r(i)", null, properties);
        await table.UpdateAsync("a = 3", ("b", "7"));
        foreach (var file in (await table.Table.LoadAsync()).Files)
        {
            using var statistics = System.Text.Json.JsonDocument.Parse(file.StatsJson!);
            var least = statistics.RootElement.TryGetProperty("minValues", out var values) ? values.EnumerateObject().Select(value => value.Name) : [];
            Assert.Equal(described, string.Join(',', least));
            if (names?.Contains('.') == true) Assert.False(values.GetProperty("s").TryGetProperty("z", out _));
            Assert.Equal(10, statistics.RootElement.GetProperty("numRecords").GetInt64());
        }
    }

    [Fact]
    public async Task A_delete_by_partitions_removes_files_without_opening_them()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, i % 3 as part from range(30) r(i)", ["part"], (Feed, "true"));
        foreach (var file in Directory.EnumerateFiles(table.Root, "*.parquet", SearchOption.AllDirectories)) File.WriteAllBytes(file, [1]);

        var report = await table.DeleteAsync("part in (0, 2)");
        Assert.Equal(
            ("2", "0", "20", "0"),
            (report.Metrics["numRemovedFiles"], report.Metrics["numAddedFiles"], report.Metrics["numDeletedRows"], report.Metrics["numAddedChangeFiles"]));
        Assert.Equal("1", Assert.Single((await table.Table.LoadAsync()).Files).PartitionValues["part"]);
        var info = await table.InfoAsync(2);
        Assert.Equal(("DELETE", "[\"part in (0, 2)\"]"), (info.Operation, info.OperationParameters["predicate"]));

        Assert.Null((await table.DeleteAsync("part = 7")).Commit);
        Assert.Equal("10", (await table.DeleteAsync(null)).Metrics["numDeletedRows"]);
        Assert.Empty((await table.Table.LoadAsync()).Files);
    }

    [Fact]
    public async Task Few_rows_of_a_file_are_marked_and_many_written_anew()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(100) r(i)", null, (Vectors, "true"));

        var few = await table.DeleteAsync("id < 5 or null");
        Assert.Equal(
            ("0", "0", "1", "0", "5"),
            (few.Metrics["numRemovedFiles"], few.Metrics["numAddedFiles"], few.Metrics["numDeletionVectorsAdded"], few.Metrics["numDeletionVectorsUpdated"], few.Metrics["numDeletedRows"]));
        var file = Assert.Single((await table.Table.LoadAsync()).Files);
        Assert.Equal(5, file.DeletionVector!.Cardinality);
        Assert.Contains("\"tightBounds\":false", file.StatsJson, StringComparison.Ordinal);

        var more = await table.DeleteAsync("id between 5 and 9");
        Assert.Equal(("1", "1", "1"), (more.Metrics["numDeletionVectorsAdded"], more.Metrics["numDeletionVectorsUpdated"], more.Metrics["numDeletionVectorsRemoved"]));
        Assert.Equal(10, Assert.Single((await table.Table.LoadAsync()).Files).DeletionVector!.Cardinality);

        var many = await table.DeleteAsync("id < 30");
        Assert.Equal(
            ("1", "1", "70", "20", "1"),
            (many.Metrics["numRemovedFiles"], many.Metrics["numAddedFiles"], many.Metrics["numCopiedRows"], many.Metrics["numDeletedRows"], many.Metrics["numDeletionVectorsRemoved"]));
        Assert.Null(Assert.Single((await table.Table.LoadAsync()).Files).DeletionVector);
        Assert.Equal(Enumerable.Range(30, 70).Select(id => $"{id}"), await table.RowsAsync());
    }

    [Fact]
    public async Task Files_that_cannot_hold_the_rows_are_not_opened()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, date '2026-01-01' + i::integer as day from range(10) r(i)");
        var broken = Assert.Single((await table.Table.LoadAsync()).Files);
        await table.AppendAsync("select i as id, date '2026-02-01' + i::integer as day from range(10, 20) r(i)");
        File.WriteAllBytes(table.Table.Locate(broken), [1]);
        await table.UpdateAsync("target.day >= date '2026-02-05' and id > 3.5 and id + 1 < 16", ("id", "-id"));
        await table.MergeAsync("select 17::bigint as k", "source.k = target.id", new RowClause(RowMatch.Matched, RowAction.Delete));
        var rest = (await table.Table.LoadAsync()).Scan().Files.Single(file => file.File.Path != broken.Path);
        var relation = await table.Engine.RelationAsync(table.Table, (await table.Table.LoadAsync()).Scan().Of([rest]));
        Assert.Equal(
            ["-10", "-11", "-12", "-13", "-14", "15", "16", "18", "19"],
            (await table.QueryAsync($"select id from {relation}")).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("no row", "select 1::bigint as k where false", "")]
    [InlineData("no value", "select null::bigint as k from range(3)", "")]
    [InlineData("one value", "select 17::bigint as k", "17")]
    [InlineData("few values far apart", "select unnest([17, 1005, null]::bigint[]) as k", "17 1005")]
    [InlineData("many values", "select i as k from range(15, 130) r(i)", "15 16 17 18 19")]
    [InlineData("many values that come late", "select 16::bigint as k from range(5000) union all select i as k from range(16, 130) r(i)", "16 17 18 19")]
    [InlineData("few values that come late", "select 18::bigint as k from range(5000) union all select 19", "18 19")]
    public async Task A_merge_opens_only_files_within_the_values_of_its_source(string what, string source, string deleted)
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(10) r(i)");
        var broken = Assert.Single((await table.Table.LoadAsync()).Files);
        await table.AppendAsync("select i as id from range(10, 20) r(i)");
        await table.AppendAsync("select i as id from range(1000, 1010) r(i)");
        File.WriteAllBytes(table.Table.Locate(broken), [1]);
        await table.MergeAsync(source, "source.k = target.id", new RowClause(RowMatch.Matched, RowAction.Delete));
        var rest = (await table.Table.LoadAsync()).Scan().Files.Where(file => file.File.Path != broken.Path);
        var relation = await table.Engine.RelationAsync(table.Table, (await table.Table.LoadAsync()).Scan().Of([.. rest]));
        var gone = deleted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var expected = Enumerable.Range(10, 10).Concat(Enumerable.Range(1000, 10)).Select(id => $"{id}").Except(gone);
        Assert.True(expected.Order(StringComparer.Ordinal)
            .SequenceEqual((await table.QueryAsync($"select id from {relation}")).Order(StringComparer.Ordinal)), what);
    }

    [Fact]
    public async Task A_merge_counts_what_it_did_and_touches_only_files_with_matches()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, 'old' as v from range(10) r(i)");
        await table.AppendAsync("select i as id, 'old' as v from range(10, 20) r(i)");
        var report = await table.MergeAsync(
            "select * from (values (1::bigint, 'n1'), (2, 'n2'), (3, null), (50, 'n50'), (null, 'nn')) s(id, v)", "target.id = source.id",
            new RowClause(RowMatch.Matched, RowAction.Delete) { Condition = "source.v is null" },
            new RowClause(RowMatch.Matched, RowAction.Update),
            new RowClause(RowMatch.NotMatched, RowAction.Insert));
        Assert.Equal(
            "5 2 2 0 1 1 7 1",
            string.Join(' ', new[]
            {
                "numSourceRows", "numTargetRowsInserted", "numTargetRowsMatchedUpdated", "numTargetRowsNotMatchedBySourceUpdated",
                "numTargetRowsDeleted", "numTargetRowsMatchedDeleted", "numTargetRowsCopied", "numTargetFilesRemoved",
            }.Select(name => report.Metrics[name])));
        var rows = await table.RowsAsync();
        Assert.Equal(21, rows.Count);
        Assert.Equal(["1|n1", "2|n2", "50|n50", "NULL|nn"], rows.Where(row => !row.EndsWith("old", StringComparison.Ordinal)));
        var info = await table.InfoAsync(3);
        Assert.Equal("[\"target.id = source.id\"]", info.OperationParameters["predicate"]);
        Assert.Equal(
            "[{\"actionType\":\"delete\",\"predicate\":\"source.v is null\"},{\"actionType\":\"update\"}]",
            info.OperationParameters["matchedPredicates"]);
    }

    [Fact]
    public async Task Deleted_rows_stay_away_whatever_the_columns_are_called()
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            "select 19 - i as file_row_number, 19 - i as _file_row, 'x' as _file_location, i as id from range(20) r(i)", null,
            (Vectors, "true"), ("delta.enableChangeDataFeed", "true"));
        await table.DeleteAsync("id in (3, 4)");
        Assert.Equal(
            Enumerable.Range(0, 20).Where(id => id is not (3 or 4)).Select(id => $"{19 - id}|{19 - id}|x|{id}").Order(StringComparer.Ordinal),
            await table.RowsAsync());
        var changes = await table.Engine.RelationAsync(table.Table, await table.Table.ReadChangesAsync(2));
        Assert.Equal(["3|delete", "4|delete"], await table.QueryAsync($"select id, _change_type from {changes} order by id"));
    }

    [Fact]
    public async Task Several_source_rows_for_one_row_are_an_error_unless_all_are_deleted()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, 'old' as v from range(10) r(i)");
        const string twice = "select i % 2 as id, i as n from range(4) r(i)";
        var error = await Assert.ThrowsAsync<DeltaException>(() => table.MergeAsync(
            twice, "target.id = source.id",
            new RowClause(RowMatch.Matched, RowAction.Update) { Set = new Dictionary<string, string> { ["v"] = "source.n" } }));
        Assert.Equal(Delta.ErrorCodes.AmbiguousMatch, error.Code);
        Assert.Contains("2 rows of t", error.Message, StringComparison.Ordinal);
        await table.MergeAsync(
            twice, "target.id = source.id",
            new RowClause(RowMatch.Matched, RowAction.Update) { Condition = "source.n < 2", Set = new Dictionary<string, string> { ["v"] = "source.n" } });
        Assert.Equal(["0|0", "1|1", "2|old"], (await table.RowsAsync()).Take(3));
        await table.MergeAsync(twice, "target.id = source.id", new RowClause(RowMatch.Matched, RowAction.Delete));
        Assert.Equal(8, (await table.RowsAsync()).Count);
    }

    [Fact]
    public async Task An_insert_only_merge_appends()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(10) r(i)", null, (Feed, "true"));
        var report = await table.MergeAsync(
            "select i as id from range(5, 15) r(i)", "target.id = source.id", new RowClause(RowMatch.NotMatched, RowAction.Insert));
        Assert.Equal(("5", "0", "0"), (report.Metrics["numTargetRowsInserted"], report.Metrics["numTargetFilesRemoved"], report.Metrics["numTargetChangeFilesAdded"]));
        Assert.Equal(15, (await table.RowsAsync()).Count);
    }

    [Fact]
    public async Task An_overwrite_replaces_the_rows_of_its_condition_only()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, i % 2 as part from range(10) r(i)", ["part"]);
        await table.OverwriteAsync("select 100 as id, 1 as part", "part = 1");
        Assert.Equal(["0|0", "100|1", "2|0", "4|0", "6|0", "8|0"], await table.RowsAsync());
        await table.OverwriteAsync("select 7 as id, 0 as part", "id > 5 and part = 0");
        Assert.Equal(["0|0", "100|1", "2|0", "4|0", "7|0"], await table.RowsAsync());

        var files = Directory.GetFiles(table.Root, "*.parquet", SearchOption.AllDirectories).Length;
        var error = await Assert.ThrowsAsync<DeltaException>(() => table.OverwriteAsync("select i as id, i as part from range(3) r(i)", "part = 1"));
        Assert.Equal(Delta.ErrorCodes.RuleBroken, error.Code);
        Assert.Contains("(2 rows)", error.Message, StringComparison.Ordinal);
        Assert.Equal(files, Directory.GetFiles(table.Root, "*.parquet", SearchOption.AllDirectories).Length);

        var report = await table.OverwriteAsync("select 1 as id, 1 as part");
        Assert.Equal(("5", "1"), (report.Metrics["numDeletedRows"], report.Metrics["numOutputRows"]));
        Assert.Equal(["1|1"], await table.RowsAsync());
    }

    [Theory]
    [InlineData("id > 1) or (true")]
    [InlineData("id > (select 1)")]
    [InlineData("random() < 0.5")]
    [InlineData("id < epoch_ms(now())")]
    [InlineData("id = 1; drop table x")]
    [InlineData("id >")]
    public async Task Conditions_that_are_no_expression_of_a_row_are_refused(string condition)
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select 1 as id");
        var error = await Assert.ThrowsAsync<EngineException>(() => table.DeleteAsync(condition));
        Assert.Equal(ErrorCodes.QueryInvalid, error.Code);
        Assert.Equal(["1"], await table.RowsAsync());
    }

    [Fact]
    public async Task Columns_that_are_called_like_those_of_a_change_are_refused()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)");
        var error = await Assert.ThrowsAsync<EngineException>(() => table.MergeAsync(
            "select 1 as id, 'x' as _DML_file", "target.id = source.id", new RowClause(RowMatch.Matched, RowAction.Delete)));
        Assert.Equal(ErrorCodes.QueryInvalid, error.Code);
        Assert.Contains("'_DML_file'", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, (await table.RowsAsync()).Count);
        await new AlterTable(table.Environment, "t").AddColumnsAsync([new StructField("_dml_row", PrimitiveType.Long)]);
        await Assert.ThrowsAsync<EngineException>(() => table.DeleteAsync("id = 1"));
    }

    [Fact]
    public async Task A_change_of_a_known_transaction_is_not_done_again()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select 1 as id");
        var options = new ChangeOptions { Transaction = new SetTransaction("app", 4), UserMetadata = "note" };
        for (var i = 0; i < 2; i++)
        {
            await new Update(table.Environment, "t", table.Changer).RunAsync(
                new Dictionary<string, string> { ["id"] = "id + 1" }, null, options);
        }
        Assert.Equal(["2"], await table.RowsAsync());
        Assert.Equal(4, (await table.Table.LoadAsync()).TransactionVersion("app"));
        Assert.Equal("note", (await table.InfoAsync(2)).UserMetadata);
    }

    [Fact]
    public async Task Tables_that_only_take_appends_refuse_other_changes_before_anything_is_written()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select 1 as id", null, ("delta.appendOnly", "true"));
        foreach (var change in new Func<Task>[]
        {
            () => table.DeleteAsync("id = 7"), () => table.UpdateAsync(null, ("id", "2")), () => table.OverwriteAsync("select 2 as id"),
        })
        {
            Assert.Equal(Delta.ErrorCodes.AppendOnly, (await Assert.ThrowsAsync<DeltaException>(change)).Code);
        }
        await table.AppendAsync("select 2 as id");
        Assert.Equal(["1", "2"], await table.RowsAsync());
        Assert.Equal(2, Directory.GetFiles(table.Root, "*.parquet").Length);
    }
}
