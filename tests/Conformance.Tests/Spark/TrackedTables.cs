using Lakehouse.Delta;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables that track rows, changed by us and by Spark in turns; after each turn Spark tells ids and commit versions.</summary>
internal sealed class TrackedTables(DeltaEnvironment environment, IRowChanger changer, IFileRewriter rewriter, Func<string, string> folder)
{
    /// <summary>A table of ours, made with the property.</summary>
    internal const string Own = "ids_own";

    /// <summary>A table of Spark that has rows when we let it track them.</summary>
    internal const string Begun = "ids_begun";

    private const string Tracks = "'delta.enableRowTracking' = 'true'";

    /// <summary>The tables of Spark: partitioning and properties.</summary>
    private static readonly Dictionary<string, string> OfSpark = new()
    {
        ["ids_vectors"] = $"tblproperties ({Tracks}, 'delta.enableDeletionVectors' = 'true', 'delta.enableChangeDataFeed' = 'true')",
        ["ids_by_name"] = $"partitioned by (part) tblproperties ({Tracks}, 'delta.columnMapping.mode' = 'name')",
        ["ids_by_id"] = $"tblproperties ({Tracks}, 'delta.columnMapping.mode' = 'id', 'delta.enableDeletionVectors' = 'true')",
        [Begun] = "",
    };

    internal static IEnumerable<string> Names => OfSpark.Keys.Append(Own);

    /// <summary>The version with which a table's story begins: 40 rows are there and have ids.</summary>
    internal static int FirstVersion(string table) => table == Begun ? 2 : 1;

    internal void AddTo(SparkScript script)
    {
        foreach (var (table, rest) in OfSpark)
        {
            script.Run($"create table {Name(table)} (id bigint, name string, part int) using delta {rest}");
            script.Run($"insert into {Name(table)} select /*+ coalesce(1) */ id, concat('n', id), cast(id % 2 as int) from range(40)");
        }
        script.Turn(BeginAsync);
        Query(script, 0);
        script.Turn(() => ForAllAsync(ChangeAsync));
        Query(script, 1);
        script.Turn(() => ForAllAsync(PackAsync));
        Query(script, 2);
        foreach (var table in Names)
            script.Run($"merge into {Name(table)} t using (values (7L), (8L) as v(key)) s on t.id = s.key "
                + "when matched and s.key = 7 then update set name = 's' when matched then delete");
        script.Turn(() => ForAllAsync(ChangeAgainAsync));
        foreach (var table in Names) script.Run($"optimize {Name(table)}");
        Query(script, 3);
    }

    // One query for all tables: Spark plans it in the time of one.
    private void Query(SparkScript script, int turn) => script.Query($"ids {turn}", string.Join(" union all ", Names.Select(table =>
        $"select '{table}', id, _metadata.row_id, _metadata.row_commit_version, concat(name, ' ', part) from {Name(table)}")));

    private async Task BeginAsync()
    {
        var own = new DeltaTable(environment, Own);
        const string rows = "select i as id, 'n' || i as name, (i % 2)::int as part from range(40) r(i)";
        Committed(await own.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions =
            [
                own.NewMetadata(
                    await changer.DescribeAsync(rows, default), null,
                    new Dictionary<string, string> { ["delta.enableRowTracking"] = "true", ["delta.enableDeletionVectors"] = "true" }),
            ],
            Operation = "CREATE TABLE",
        }));
        Committed((await new Write(environment, Own, changer).RunAsync(rows, WriteMode.Append)).Commit);
        Committed(await new AlterTable(environment, Begun).SetPropertiesAsync(
            new Dictionary<string, string> { ["delta.enableRowTracking"] = "true" }));
    }

    private async Task ChangeAsync(string table)
    {
        Committed((await new Update(environment, table, changer).RunAsync(SetName("'u'"), "id % 10 = 0")).Commit);
        Committed((await new Delete(environment, table, changer).RunAsync("id = 5")).Commit);
        Committed((await new Merge(environment, table, changer).RunAsync(
            "select i as id, 'm' as name, i % 2 as part from range(35, 42) r(i)", "target.id = source.id",
            [new RowClause(RowMatch.Matched, RowAction.Update), new RowClause(RowMatch.NotMatched, RowAction.Insert)])).Commit);
    }

    private async Task PackAsync(string table)
    {
        const string row = "select 90 as id, 'w' as name, 0 as part";
        Committed((await new Write(environment, table, changer).RunAsync(row, WriteMode.Append)).Commit);
        Committed((await new Optimize(environment, table, rewriter).RunAsync(new OptimizeOptions { DeletedRowsShare = 0 })).Commit);
        Committed((await new Optimize(environment, table, rewriter).RunAsync(new OptimizeOptions { ZOrderBy = ["name", "id"] })).Commit);
    }

    private async Task ChangeAgainAsync(string table)
    {
        Committed((await new Update(environment, table, changer).RunAsync(SetName("'again'"), "id = 9")).Commit);
        Committed((await new Optimize(environment, table, rewriter).RunAsync(new OptimizeOptions { ZOrderBy = ["id"] })).Commit);
    }

    private static async Task ForAllAsync(Func<string, Task> change)
    {
        foreach (var table in Names) await change(table);
    }

    private static Dictionary<string, string> SetName(string value) => new() { ["name"] = value };

    private static void Committed(CommitResult? result) => Assert.IsType<Committed>(result);

    private string Name(string table) => SparkScript.Table(folder(table));
}
