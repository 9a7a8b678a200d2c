using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Engine.Tests.Dml;

/// <summary>Rows that are copied or updated keep their ids; what the ids are is read from the files by plain DuckDB.</summary>
public sealed class RowTrackingTests
{
    private const string Tracking = "delta.enableRowTracking";

    private static readonly (string, string)[] Tracks = [(Tracking, "true")];

    private static readonly (string, string)[] Fed = [.. Tracks, ("delta.enableChangeDataFeed", "true")];

    [Fact]
    public async Task A_row_keeps_its_id_whatever_moves_it_and_its_version_until_it_is_updated()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, 'a' as name from range(6) r(i)", null, Tracks);
        await table.AppendAsync("select i as id, 'b' as name from range(6, 10) r(i)");
        Assert.Equal(Ids(range: 10, id => (id, id < 6 ? 1 : 2)), await IdsAsync(table));

        await table.UpdateAsync("id in (2, 7)", ("name", "'updated'"));
        Assert.Equal(Ids(10, id => (id, id is 2 or 7 ? 3 : id < 6 ? 1 : 2)), await IdsAsync(table));

        await table.DeleteAsync("id = 3");
        await table.MergeAsync(
            "select i as id, 'merged' as name from range(8, 12) r(i)", "target.id = source.id",
            new RowClause(RowMatch.Matched, RowAction.Update), new RowClause(RowMatch.NotMatched, RowAction.Insert));
        var merged = await IdsAsync(table);
        string[] expected = ["0|0|1", "1|1|1", "2|2|3", "4|4|1", "5|5|1", "6|6|2", "7|7|3", "8|8|5", "9|9|5"];
        Assert.Equal(expected, merged.Take(9));
        // Where the new rows stand in their file is not said, but no row had their ids.
        var fresh = merged.Skip(9).Select(row => row.Split('|')).ToList();
        Assert.Equal(["10", "11"], fresh.Select(row => row[0]));
        Assert.All(fresh, row => Assert.True(row[2] == "5" && long.Parse(row[1]) >= 10));

        await table.AppendAsync("select -1 as id, 'last' as name");
        string[] all = [$"-1|{(await table.Table.LoadAsync()).Files.Max(file => file.BaseRowId)}|6", .. merged];
        await OptimizeAsync(table);
        Assert.Equal(all, await IdsAsync(table));
        await OptimizeAsync(table, "name", "id");
        Assert.Equal(all, await IdsAsync(table));
        Assert.Equal(
            ["-1|last", "0|a", "10|merged", "11|merged", "1|a", "2|updated", "4|a", "5|a", "6|b", "7|updated", "8|merged", "9|merged"],
            await table.RowsAsync());
    }

    [Theory]
    [InlineData("none", false)]
    [InlineData("none", true)]
    [InlineData("name", true)]
    [InlineData("id", false)]
    public async Task Ids_stay_with_deletion_vectors_partitions_and_mapped_columns(string mapping, bool hasVectors)
    {
        using var table = new ChangeTable();
        await table.CreateAsync(
            Mapped(mapping), "select i as id, i // 50 as part, 'a' as name from range(100) r(i)", ["part"],
            [
                .. Fed, ("delta.columnMapping.mode", mapping), ("delta.enableDeletionVectors", hasVectors ? "true" : "false"),
            ]);
        await table.DeleteAsync("id = 10");
        await table.UpdateAsync("id % 25 = 0", ("name", "'u'"));
        await table.DeleteAsync("id between 60 and 90");
        await table.OverwriteAsync("select 42 as id, 0 as part, 'new' as name", "id between 40 and 45");
        var before = await IdsAsync(table);
        Assert.Equal(
            Ids(100, id => (id, id % 25 == 0 ? 3 : 1)).Where(row => IdOf(row) is not (10 or (>= 40 and <= 45) or (>= 60 and <= 90))),
            before.Where(row => IdOf(row) != 42));
        Assert.Matches("^42\\|[1-9][0-9]{2,}\\|5$", Assert.Single(before, row => IdOf(row) == 42));
        var snapshot = await table.Table.LoadAsync();
        Assert.Equal(hasVectors, snapshot.Files.Any(file => file.DeletionVector is not null));

        await OptimizeAsync(table, hasVectors ? [] : ["name", "id"]);
        Assert.Equal(before, await IdsAsync(table));
        Assert.All((await table.Table.LoadAsync()).Files, file => Assert.Null(file.DeletionVector));
        Assert.Empty((await table.Table.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Readers_and_statistics_do_not_see_the_columns_of_ids()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id, 'a' as name from range(10) r(i)", null, Fed);
        await table.UpdateAsync("id = 1", ("name", "'u'"));
        var snapshot = await table.Table.LoadAsync();
        var file = Assert.Single(snapshot.Files);
        string[] tracking = [.. snapshot.RowTrackingColumns.Select(column => column.Name)];
        Assert.Matches("^_row-id-col-[0-9a-f-]{36},_row-commit-version-col-[0-9a-f-]{36}$", string.Join(',', tracking));
        Assert.Equal(
            ["id", "name", .. tracking],
            await table.QueryAsync($"select name from parquet_schema('{table.Root}/{file.Path}') where type is not null"));
        Assert.All(tracking, name => Assert.DoesNotContain(name, file.StatsJson!, StringComparison.Ordinal));
        Assert.Equal(["id", "name"], await table.QueryAsync($"select column_name from (describe {await table.RelationAsync()})"));
        var changes = await table.Engine.RelationAsync(table.Table, await table.Table.ReadChangesAsync(2));
        Assert.Equal(
            ["1|a|update_preimage|2", "1|u|update_postimage|2"],
            (await table.QueryAsync($"select * exclude (_commit_timestamp) from {changes}")).Order(StringComparer.Ordinal));
        Assert.Equal("true", (await table.InfoAsync(2)).Tags!["delta.rowTracking.preserved"]);
    }

    [Fact]
    public async Task Files_of_new_rows_only_have_no_columns_of_ids()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(10) r(i)", null, Tracks);
        await table.MergeAsync("select 10 as id", "target.id = source.id", new RowClause(RowMatch.NotMatched, RowAction.Insert));
        await table.OverwriteAsync("select 20 as id");
        foreach (var file in Directory.EnumerateFiles(table.Root, "*.parquet"))
        {
            Assert.Equal(["id"], await table.QueryAsync($"select name from parquet_schema('{file}') where type is not null"));
        }
        Assert.Equal(["20|11|3"], await IdsAsync(table));
    }

    [Fact]
    public async Task Rows_get_ids_when_their_table_begins_to_track_them()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)");
        await table.AppendAsync("select 3 as id");
        await TrackAsync(table, true);
        var before = await IdsAsync(table);
        Assert.Equal(["0", "1", "2", "3"], before.Select(row => row.Split('|')[1]).Order());
        Assert.All(before, row => Assert.EndsWith("|3", row, StringComparison.Ordinal));
        Assert.All((await table.InfoAsync(3)).Tags!, tag => Assert.Equal(("delta.rowTracking.preserved", "true"), (tag.Key, tag.Value)));

        await table.DeleteAsync(null);
        ChangeTable.Committed((await new Restore(table.Environment, "t").RunAsync(2)).Commit);
        Assert.Equal(before, await IdsAsync(table));

        await table.UpdateAsync("id = 2", ("id", "-id"));
        await OptimizeAsync(table);
        var moved = before[2].Split('|');
        string[] after = [$"-2|{moved[1]}|6", .. before.Where((_, i) => i != 2)];
        Assert.Equal(after, await IdsAsync(table));

        // While rows are not tracked, copies are new rows.
        await TrackAsync(table, false);
        await table.UpdateAsync("id = 0", ("id", "10"));
        await TrackAsync(table, true);
        var again = await IdsAsync(table);
        Assert.Equal(["-2", "1", "3", "10"], again.Select(row => row.Split('|')[0]));
        Assert.Empty(again.Select(row => row.Split('|')[1]).Intersect(after.Select(row => row.Split('|')[1])));
    }

    [Theory]
    [InlineData("delta.rowTracking.materializedRowIdColumnName", null)]
    [InlineData("delta.rowTracking.materializedRowCommitVersionColumnName", null)]
    [InlineData("delta.rowTracking.materializedRowIdColumnName", "ID")]
    public async Task A_table_whose_columns_of_ids_are_not_named_is_not_changed(string property, string? name)
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)", null, Tracks);
        var log = Path.Combine(table.Root, "_delta_log", "00000000000000000000.json");
        var names = (await table.Table.LoadAsync()).Metadata.Configuration;
        var text = await File.ReadAllTextAsync(log);
        await File.WriteAllTextAsync(log, name is null
            ? text.Replace(property, "other", StringComparison.Ordinal)
            : text.Replace(names[property], name, StringComparison.Ordinal));
        foreach (var change in (Func<Task>[])[() => table.UpdateAsync("id = 1", ("id", "5")), () => OptimizeAsync(table, "id")])
        {
            Assert.Equal("DEL0304", (await Assert.ThrowsAsync<DeltaException>(change)).Code);
        }
    }

    [Fact]
    public async Task A_file_that_does_not_say_where_its_ids_begin_is_not_copied()
    {
        using var table = new ChangeTable();
        await table.CreateAsync("select i as id from range(3) r(i)", null, Tracks);
        var log = Path.Combine(table.Root, "_delta_log", "00000000000000000001.json");
        var text = await File.ReadAllTextAsync(log);
        await File.WriteAllTextAsync(log, text.Replace("\"baseRowId\"", "\"other\"", StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<DeltaException>(() => table.UpdateAsync("id = 1", ("id", "5")));
        Assert.Equal("DEL0201", error.Code);
        Assert.EndsWith(".parquet", error.File, StringComparison.Ordinal);
    }

    private static async Task TrackAsync(ChangeTable table, bool on) => ChangeTable.Committed(await new AlterTable(table.Environment, "t")
        .SetPropertiesAsync(new Dictionary<string, string> { [Tracking] = on ? "true" : "false" }));

    private static async Task<IReadOnlyList<string>> IdsAsync(ChangeTable table)
    {
        var rows = await RowIds.OfAsync(table);
        Assert.Distinct(rows.Select(row => row.Split('|')[1]));
        return rows;
    }

    private static IEnumerable<string> Ids(int range, Func<int, (int RowId, int Version)> of) =>
        Enumerable.Range(0, range).Select(id => $"{id}|{of(id).RowId}|{of(id).Version}");

    private static long IdOf(string row) => long.Parse(row[..row.IndexOf('|')]);

    private static StructType Mapped(string mode)
    {
        StructField[] fields = [new("id", PrimitiveType.Long), new("part", PrimitiveType.Long), new("name", PrimitiveType.String)];
        return new StructType(mode == "none" ? fields : [.. fields.Select((field, i) => field with
        {
            Metadata = new Dictionary<string, string>
            {
                ["delta.columnMapping.id"] = $"{i + 1}",
                ["delta.columnMapping.physicalName"] = JsonSerializer.Serialize($"col-{field.Name}"),
            },
        })]);
    }

    private static async Task OptimizeAsync(ChangeTable table, params string[] zOrderBy)
    {
        using var spill = new TemporaryFolder();
        using var rewriter = new DuckDbFileRewriter(table.Environment, new DuckDbEngineOptions(spill.At("spill")));
        var options = new OptimizeOptions { ZOrderBy = zOrderBy, DeletedRowsShare = 0 };
        ChangeTable.Committed((await new Optimize(table.Environment, "t", rewriter).RunAsync(options)).Commit);
    }
}
