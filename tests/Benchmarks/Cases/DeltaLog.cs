using System.Diagnostics;
using Lakehouse.Benchmarks.Children;
using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Conflicts;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>Reading and writing logs, the files of the tables left out: there are none.</summary>
internal static class DeltaLog
{
    private const int Golden = 300_000;
    private const int Many = 1_000_000;
    private const int Appends = 1_000;
    private const int Commits = 20_000;

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var folder = Path.Combine(options.Data, "delta-log");
        Programs.Delete(folder);
        Directory.CreateDirectory(folder);
        using var tables = new LocalTables(folder);
        var rows = new List<ReportRow>();
        var json = await UnpackAsync(options, folder);
        Add(OpenedRow("snapshot of 300,000 files from five commits", await OpenAsync(json, Golden), "< 0.6 s, < 0.39 GiB"));
        await new Delta.Maintenance.Checkpoint(tables.Environment, json).RunAsync();
        Add(OpenedRow("the same from a checkpoint", await OpenAsync(json, Golden), "< 0.3 s"));
        var many = await ManyAsync(tables);
        Add(OpenedRow("snapshot of 1,000,000 files from a checkpoint", await OpenAsync("many", Many), "< 1 s, < 1 GiB"));
        var refresh = await RefreshAsync(tables.Table("many"), many);
        Add(new("refresh of that snapshot after one commit", Milliseconds(refresh), "", Milliseconds(refresh), "< 5 ms"));
        var appends = await AppendAsync(tables.Table("appends"), Appends);
        var (first, last) = (Median(appends.Take(100)), Median(appends.TakeLast(100)));
        Add(new(
            "small append, median of 1,000", Milliseconds(Median(appends)),
            $"of the first 100 {Milliseconds(first)}, of the last {Milliseconds(last)}", Ratio(last, first), "< 5 ms, flat"));
        await AppendAsync(tables.Table("commits"), Commits);
        var opened = await OpenAsync("commits", Commits);
        Add(new(
            "opening a table of 20,000 commits, a checkpoint every 10", Milliseconds(opened.OpenMs),
            $"with DuckDB's start and end {Milliseconds(opened.AgainMs)}, first in a process {Milliseconds(opened.FirstMs)}",
            $"{Milliseconds(opened.OpenMs)}, {Milliseconds(opened.AgainMs)}", "< 50 ms"));
        return rows;

        Task<OpenedLog> OpenAsync(string table, int files) => OpenedLog.OfAsync(options.Repeat, Path.Combine(folder, table), files);

        void Add(ReportRow row)
        {
            Console.Error.WriteLine(Line(row));
            rows.Add(row);
        }
    }

    private static async Task<string> UnpackAsync(BenchmarkOptions options, string folder)
    {
        var archive = Path.Combine(options.Shared, "delta-golden", "perf", "300k-add-files-100-col-partitioned.tar.zst");
        await Programs.RunAsync("tar", "--zstd", "-xf", archive, "-C", folder);
        var log = Directory.GetDirectories(folder, "_delta_log", SearchOption.AllDirectories).Single();
        return Path.GetRelativePath(folder, Path.GetDirectoryName(log)!);
    }

    private static async Task<Snapshot> ManyAsync(LocalTables tables)
    {
        var table = tables.Table("many");
        var snapshot = await CreateAsync(table);
        const int each = Many / 10;
        for (var commit = 0; commit < 10; commit++)
        {
            snapshot = await CommitAsync(table, snapshot, Enumerable.Range(commit * each, each).Select(File));
        }

        await new Delta.Maintenance.Checkpoint(tables.Environment, "many").RunAsync();
        return snapshot;
    }

    private static async Task<double> RefreshAsync(DeltaTable table, Snapshot snapshot)
    {
        var times = new List<double>();
        for (var i = 0; i < 11; i++)
        {
            await CommitAsync(table, snapshot, [File(Many + i)]);
            var watch = Stopwatch.StartNew();
            snapshot = await table.RefreshAsync(snapshot);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return Median(times);
    }

    private static async Task<IReadOnlyList<double>> AppendAsync(DeltaTable table, int count)
    {
        var snapshot = await CreateAsync(table);
        var times = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var watch = Stopwatch.StartNew();
            snapshot = await CommitAsync(table, snapshot, [File(i)]);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        return times;
    }

    private static Task<Snapshot> CreateAsync(DeltaTable table) => CommitAsync(
        table, null,
        [table.NewMetadata(new StructType([new("day", PrimitiveType.Date), new("id", PrimitiveType.Long)]), ["day"])]);

    private static async Task<Snapshot> CommitAsync(DeltaTable table, Snapshot? before, IEnumerable<DeltaAction> actions)
    {
        var result = await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = before,
            Actions = [.. actions],
            Operation = "WRITE",
            Reads = ReadScope.Nothing,
        });
        return ((Committed)result).Snapshot;
    }

    private static AddFile File(int i) => new()
    {
        Path = $"day={Day(i)}/part-{i:00000000}.parquet",
        PartitionValues = new Dictionary<string, string?> { ["day"] = Day(i) },
        SizeBytes = 1_000_000 + i,
        ModificationTime = 1_790_000_000_000 + i,
        StatsJson = $$$"""{"numRecords":1000,"minValues":{"id":{{{i * 1000L}}}},"maxValues":{"id":{{{(i * 1000L) + 999}}}},"nullCount":{"id":0}}""",
    };

    private static string Day(int i) => $"{new DateOnly(2020, 1, 1).AddDays(i % 2000):yyyy-MM-dd}";

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return sorted[sorted.Length / 2];
    }

    private static ReportRow OpenedRow(string what, OpenedLog opened, string aim) => new(
        what, Seconds(opened.FirstMs), $"again in the same process {Seconds(opened.AgainMs)}; going through its files {Seconds(opened.FilesMs)}",
        $"{Seconds(opened.FirstMs)}, {Memory(opened.PeakBytes)}", aim);

    private static string Milliseconds(double value) => $"{value:0.0} ms";
}
