using System.Diagnostics;
using System.Text.Json;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Storage;
using Lakehouse.Medallion.Suites;
using Lakehouse.Quality.Expectations;
using static Lakehouse.Benchmarks.MarkdownReport;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>What fifty expectations of a table cost, compared with one of them.</summary>
internal static class Checks
{
    private const int Rows = 5_000_000;

    private static readonly string[] Numbers = ["amount", "quantity", "price", "discount", "age"];
    private static readonly string[] Texts = ["country", "status", "email", "sku", "channel"];

    public static async Task<IReadOnlyList<ReportRow>> MeasureAsync(BenchmarkOptions options)
    {
        var folder = Path.Combine(options.Data, "checks");
        Directory.CreateDirectory(folder);
        using var engine = new DuckDbEngine(
            new LocalStorage(folder, Guid.NewGuid), new DuckDbEngineOptions(Path.Combine(folder, "spill")));
        var file = Path.Combine(folder, "rows.parquet");
        await WriteAsync(engine, file);
        var table = await SuiteInput.OpenAsync(engine, file, default);
        var all = Expectations();
        var one = await MedianAsync(options, async () =>
        {
            // Each alone, so that no single one is taken for typical.
            var watch = Stopwatch.StartNew();
            foreach (var expectation in all)
            {
                await RunAsync(engine, table, [expectation]);
            }
            return watch.Elapsed.TotalMilliseconds / all.Count;
        });
        var ofRows = await MedianAsync(options, async () =>
        {
            var watch = Stopwatch.StartNew();
            await engine.QueryAsync(OfWholeRows(file), row => row.GetInt64(0), default);
            return watch.Elapsed.TotalMilliseconds;
        });
        var together = await MedianAsync(options, async () =>
        {
            var watch = Stopwatch.StartNew();
            await RunAsync(engine, table, all);
            return watch.Elapsed.TotalMilliseconds;
        });
        return
        [
            new(
                $"{all.Count} expectations of {Rows:N0} rows, 10 columns", Seconds(together),
                $"one alone {Seconds(one)} (mean of the {all.Count}), one after another {Seconds(one * all.Count)}",
                Ratio(together, one), ""),
            new(
                "the same against one condition over all 10 columns", Seconds(together), $"that condition by hand {Seconds(ofRows)}",
                Ratio(together, ofRows), "<= 2x"),
        ];
    }

    private static async Task WriteAsync(DuckDbEngine engine, string file)
    {
        if (File.Exists(file))
        {
            return;
        }
        var numbers = Numbers.Select((name, i) => $"(hash(n * {i + 3}) % 100000) / 100.0 as {name}");
        var texts = Texts.Select((name, i) => $"'{name}-' || (hash(n * {i + 11}) % {10 * (i + 1)}) as {name}");
        await engine.ExecuteAsync(
            $"copy (select {string.Join(", ", numbers.Concat(texts))} from range({Rows}) r(n)) to {Sql.Text(file)} (format parquet)", default);
    }

    private static List<object> Expectations() =>
    [
        .. Numbers.Concat(Texts).Select(column => Of("expect_column_values_to_not_be_null", new { column })),
        .. Numbers.Select(column => Of("expect_column_values_to_be_between", new { column, min_value = 0, max_value = 1000 })),
        .. Numbers.Select(column => Of("expect_column_min_to_be_between", new { column, min_value = 0 })),
        .. Numbers.Select(column => Of("expect_column_max_to_be_between", new { column, max_value = 1000 })),
        .. Numbers.Select(column => Of("expect_column_mean_to_be_between", new { column, min_value = 400, max_value = 600 })),
        .. Numbers.Select(column => Of("expect_column_sum_to_be_between", new { column, min_value = 1 })),
        .. Texts.Select(column => Of("expect_column_value_lengths_to_be_between", new { column, min_value = 3, max_value = 20 })),
        .. Texts.Select(column => Of("expect_column_values_to_not_be_in_set", new { column, value_set = new[] { "x", "y" } })),
        .. Texts.Select(column => Of("expect_column_values_to_not_match_like_pattern", new { column, like_pattern = "%!%" })),
    ];

    // One condition on every row that reads every column, as a rule over the record does.
    private static string OfWholeRows(string file) => $"select count(case when {string.Join(" or ", Numbers
        .Select(name => $"{name} not between 0 and 1000").Concat(Texts.Select(name => $"length({name}) not between 3 and 20")))} then 1 end) "
        + $"from read_parquet({Sql.Text(file)})";

    private static object Of(string type, object kwargs) => new { type, kwargs };

    private static async Task RunAsync(DuckDbEngine engine, CheckedRelation table, IReadOnlyList<object> expectations)
    {
        var suite = SuiteReader.Read("checks.json", JsonSerializer.Serialize(new { name = "checks", expectations }));
        var run = await SuiteRunner.RunAsync(engine, suite, table, ResultFormat.Summary, default);
        if (!run.Result.Success)
        {
            throw new InvalidOperationException("The rows are made so that every expectation is met.");
        }
    }

    private static async Task<double> MedianAsync(BenchmarkOptions options, Func<Task<double>> measure)
    {
        var times = new List<double>();
        for (var i = 0; i < options.Repeat; i++)
        {
            times.Add(await measure());
        }
        return times.Order().ElementAt(times.Count / 2);
    }
}
