using System.Diagnostics;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>A merge, in turn with the same work by hand: find the touched files, write them anew, add what is new.</summary>
internal static class MergeRows
{
    private const string Table = "orders";
    private const string Columns = "id, day, customer, amount, note";
    private const string Condition = "target.day = source.day and target.id = source.id";

    // Of the work by hand; the files of 30 partitions, open at the same time, do not fit into our default of 1.5 GB.
    private const string MemoryLimit = "6GB";

    private const string Scattered =
        "select i * 53 as id, least(i * 53 // 166667, 29) as day, 'customer ' || i as customer, i / 10.0 as amount, 'changed' as note "
        + "from range(100000) as r(i)";

    private const string OneDay =
        "select 17 * 166667 + i as id, 17::bigint as day, 'customer ' || i as customer, i / 10.0 as amount, 'changed' as note "
        + "from range(100000) as r(i)";

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var folder = Path.Combine(options.Data, "merge");
        Programs.Delete(folder);
        var origin = Path.Combine(folder, "origin");
        await MakeAsync(origin);
        return
        [
            await MeasureAsync(options, "100,000 rows merged into 5 million, keys scattered", origin, Scattered),
            await MeasureAsync(options, "100,000 rows merged into 5 million, keys in one of 30 partitions", origin, OneDay),
        ];
    }

    private static async Task<ReportRow> MeasureAsync(BenchmarkOptions options, string what, string origin, string source)
    {
        var (ours, hand) = (new List<double>(), new List<double>());
        var touched = "";
        for (var i = 0; i < options.Repeat; i++)
        {
            var copy = $"{origin}-copy";
            await Programs.LinkAsync(origin, copy);
            await Programs.SettleAsync();
            var (handMs, handRows) = await ByHandAsync(copy, source);
            await Programs.LinkAsync(origin, copy);
            await Programs.SettleAsync();
            (var ourMs, var ourRows, touched) = await OursAsync(copy, source);
            if (handRows != ourRows)
            {
                throw new InvalidOperationException($"Our merge gives {ourRows} and the work by hand {handRows}.");
            }

            hand.Add(handMs);
            ours.Add(ourMs);
        }

        var (we, they) = (Median(ours), Median(hand));
        var row = new ReportRow(what, $"{Seconds(we)}, {(touched == "1" ? "1 file" : $"{touched} files")} anew", $"by hand {Seconds(they)}", Ratio(we, they), "<= 1.3x");
        Console.Error.WriteLine(Line(row));
        return row;
    }

    private static async Task MakeAsync(string root)
    {
        using var tables = new LocalTables(root);
        using var engine = Engine(tables);
        var schema = await engine.DescribeAsync(RowsFrom(0), CancellationToken.None);
        var table = tables.Table(Table);
        await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [table.NewMetadata(schema, ["day"])],
            Operation = "CREATE TABLE",
        });
        var write = new Write(tables.Environment, Table, new DuckDbRowChanger(tables.Environment, engine));
        for (var first = 0; first < 5_000_000; first += 1_000_000) await write.RunAsync(RowsFrom(first), WriteMode.Append);
    }

    private static string RowsFrom(int first) =>
        "select i as id, i // 166667 as day, 'customer ' || (i * 7919 % 100003) as customer, i % 1000 / 10.0 as amount, "
        + $"'note ' || md5(i::varchar) as note from range({first}, {first + 1_000_000}) as r(i)";

    private static async Task<(double Ms, string Rows, string Touched)> OursAsync(string root, string source)
    {
        var watch = Stopwatch.StartNew();
        using var tables = new LocalTables(root);
        using var engine = Engine(tables);
        var changer = new DuckDbRowChanger(tables.Environment, engine);
        var report = await new Merge(tables.Environment, Table, changer).RunAsync(
            source, Condition,
            [new RowClause(RowMatch.Matched, RowAction.Update), new RowClause(RowMatch.NotMatched, RowAction.Insert)]);
        var ms = watch.Elapsed.TotalMilliseconds;
        var snapshot = ((Committed)report.Commit!).Snapshot;
        var relation = await engine.RelationAsync(tables.Table(Table), snapshot.Scan());
        return (ms, await SummaryAsync(engine.Connection, relation), report.Metrics["numTargetFilesRemoved"]);
    }

    private static async Task<(double Ms, string Rows)> ByHandAsync(string root, string source)
    {
        var files = $"read_parquet({Sql.Text(Path.Combine(root, Table, "*", "*.parquet"))}, hive_partitioning = true, filename = true)";
        var fresh = Path.Combine(root, "fresh");
        var watch = Stopwatch.StartNew();
        using var connection = new DuckDBConnection(new DuckDBOptions { MemoryLimit = MemoryLimit });
        connection.Open();
        await ExecuteAsync(connection, $"create temp table source as {source}");
        await ExecuteAsync(
            connection,
            $"create temp table matched as select source.id, target.filename from {files} as target join source on {Condition}; "
            + "create temp table touched as select distinct filename from matched; set variable touched = (select list(filename) from touched)");
        await ExecuteAsync(
            connection,
            $"copy (select target.id, target.day, {string.Join(", ", ((string[])["customer", "amount", "note"]).Select(
                name => $"case when source.id is null then target.{name} else source.{name} end as {name}"))} "
            + $"from read_parquet(getvariable('touched'), hive_partitioning = true) as target left join source on {Condition} "
            + $"union all select {Columns} from source where id not in (select id from matched)) "
            + $"to {Sql.Text(fresh)} (format parquet, partition_by (day))");
        var ms = watch.Elapsed.TotalMilliseconds;
        var rows = await SummaryAsync(
            connection,
            $"(select {Columns} from {files} where filename not in (from touched) "
            + $"union all select {Columns} from read_parquet({Sql.Text(Path.Combine(fresh, "*", "*.parquet"))}, hive_partitioning = true))");
        return (ms, rows);
    }

    private static DuckDbEngine Engine(LocalTables tables) => new(
        tables.Environment.Storage,
        new DuckDbEngineOptions(Path.Combine(Path.GetTempPath(), "medallion", "spill-merge")));

    private static async Task<string> SummaryAsync(DuckDBConnection connection, string relation)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select count(*)::varchar || ' rows with the sum ' || "
            + $"sum(hash(id::bigint, day::bigint, customer, amount::double, note))::varchar from {relation}";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static async Task ExecuteAsync(DuckDBConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(values.Count() / 2);
}
