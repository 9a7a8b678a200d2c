using Lakehouse.Benchmarks.Children;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Dml;
using Lakehouse.Engine;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>A thousand small files packed by the command, as they are and sorted.</summary>
internal static class SmallFiles
{
    private const string Table = "events";
    private const int Files = 1_000;
    private const int RowsOfEach = 10_000;
    private const string Aim = "streaming, < 1 GiB";

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var folder = Path.Combine(options.Data, "small-files");
        Programs.Delete(folder);
        var origin = Path.Combine(folder, "origin");
        var (bytes, before) = await MakeAsync(origin);
        return
        [
            await MeasureAsync(options, $"1,000 small files, {Memory(bytes)}, packed", origin, before),
            await MeasureAsync(options, "the same in Z-order of two columns", origin, before, "--z-order", "customer,moment"),
        ];
    }

    private static async Task<ReportRow> MeasureAsync(
        BenchmarkOptions options, string what, string origin, string before, params string[] more)
    {
        var copy = $"{origin}-copy";
        var all = new List<Measurement>();
        for (var i = 0; i < options.Repeat; i++)
        {
            await Programs.LinkAsync(origin, copy);
            await Programs.SettleAsync();
            all.Add(await Measurement.OfAsync([OurRun.Verb, "delta", "optimize", Path.Combine(copy, Table), .. more]));
            var after = await SummaryAsync(copy);
            if (after.Rows != before || after.Files > Files / 10)
            {
                throw new InvalidOperationException($"The table has {after.Rows} in {after.Files} files and had {before}.");
            }
        }

        var median = Measurement.Median(all);
        var row = new ReportRow(
            what, Seconds(median.WallMs), $"processor time {Seconds(median.CpuMs)}", $"peak memory {Memory(median.PeakBytes)}", Aim);
        Console.Error.WriteLine(Line(row));
        return row;
    }

    private static async Task<(long Bytes, string Rows)> MakeAsync(string root)
    {
        using var tables = new LocalTables(root);
        using var engine = Engine(tables);
        var table = tables.Table(Table);
        await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = null,
            Actions = [table.NewMetadata(await engine.DescribeAsync(RowsFrom(0), CancellationToken.None))],
            Operation = "CREATE TABLE",
        });
        var write = new Write(tables.Environment, Table, new DuckDbRowChanger(tables.Environment, engine));
        for (var file = 0; file < Files; file++) await write.RunAsync(RowsFrom(file * RowsOfEach), WriteMode.Append);
        return ((await table.LoadAsync()).SizeBytes, (await SummaryAsync(root)).Rows);
    }

    private static string RowsFrom(int first) =>
        "select i as id, (hash(i) % 100003)::bigint as customer, timestamptz '2026-01-01' + to_seconds(i * 7919 % 31536000) as moment, "
        + $"'note ' || md5(i::varchar) as note, i % 1000 / 10.0 as amount from range({first}, {first + RowsOfEach}) as r(i)";

    private static async Task<(string Rows, int Files)> SummaryAsync(string root)
    {
        using var tables = new LocalTables(root);
        using var engine = Engine(tables);
        var snapshot = await tables.Table(Table).LoadAsync();
        var relation = await engine.RelationAsync(tables.Table(Table), snapshot.Scan());
        var rows = await engine.QueryAsync(
            $"select count(*)::varchar || ' rows with the sum ' || sum(hash(id, customer, moment, note, amount))::varchar from {relation}",
            row => row.GetString(0), CancellationToken.None);
        return (rows[0], snapshot.Files.Count);
    }

    private static DuckDbEngine Engine(LocalTables tables) => new(
        tables.Environment.Storage, new DuckDbEngineOptions(Path.Combine(Path.GetTempPath(), "medallion", "spill-small")));
}
