using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Jobs.Tests.Inspection;

/// <summary>Verbs that look at a lakehouse and change nothing, on the shop after its first run.</summary>
public sealed class VerbTests(BuiltShop shop) : IClassFixture<BuiltShop>
{
    [Fact]
    public async Task A_plan_says_that_nothing_waits()
    {
        var plan = await shop.RunAsync("plan");
        var document = await shop.RunAsync("plan", "--json");

        Assert.Equal(0, plan.ExitCode);
        Assert.Contains("There is nothing to do.", plan.Error, StringComparison.Ordinal);
        Assert.False(document.Json.GetProperty("has_work").GetBoolean());
        Assert.Equal(6, document.Json.GetProperty("steps").GetArrayLength());
    }

    [Fact]
    public async Task The_status_counts_rows_and_open_records()
    {
        var status = (await shop.RunAsync("status", "--json")).Json;

        var rows = status.GetProperty("tables").EnumerateArray()
            .ToDictionary(t => t.GetProperty("table").GetString()!, t => t.GetProperty("rows").GetInt64());
        var expected = ShopFolder.Expected;
        Assert.Equal(expected.Orders.Read, rows["bronze.orders"]);
        Assert.Equal(expected.Orders.Accepted, rows["silver.orders"]);
        Assert.Equal(expected.PageViews.Accepted, rows["silver.page_views"]);
        Assert.Equal(expected.Orders.Quarantined + expected.PageViews.Quarantined, rows["quarantine"]);
        Assert.Equal(expected.DailySales.Count, rows["gold.daily_sales"]);
        Assert.Equal(1, rows["ops.runs"]);
        Assert.Equal(expected.Orders.Quarantined, status.GetProperty("open_quarantine").GetProperty("orders").GetInt32());
        Assert.Equal("done", status.GetProperty("last_run").GetProperty("status").GetString());
    }

    [Fact]
    public async Task The_runs_are_listed_and_one_is_shown_with_its_books()
    {
        var list = (await shop.RunAsync("runs", "--json")).Json;
        var runId = list[0].GetProperty("run_id").GetString()!;

        var one = await shop.RunAsync("runs", "--run", runId);
        var details = (await shop.RunAsync("runs", "--run", runId, "--json")).Json;
        var none = await shop.RunAsync("runs", "--run", "20200101T000000-00000000");

        Assert.Equal(1, list.GetArrayLength());
        Assert.Equal(ShopFolder.Expected.Orders.Read + ShopFolder.Expected.PageViews.Read, list[0].GetProperty("records").GetInt32());
        Assert.Contains($"{runId}: done", one.Out, StringComparison.Ordinal);
        Assert.Equal(2, details.GetProperty("balances").GetArrayLength());
        Assert.Equal(6, details.GetProperty("steps").GetArrayLength());
        Assert.Equal(2, none.ExitCode);
    }

    [Fact]
    public async Task Hashes_of_partitions_add_up_to_the_rows_of_the_table()
    {
        var hashes = (await shop.RunAsync("hash", "--table", "silver.orders@v0", "--partitions", "--json")).Json[0];

        Assert.Equal(
            ShopFolder.Expected.Orders.Rows.GroupBy(row => row.EventDate).OrderBy(day => day.Key)
                .Select(day => ($"event_date={day.Key:yyyy-MM-dd}", day.Count())),
            hashes.GetProperty("partitions").EnumerateArray()
                .Select(p => (p.GetProperty("partition").GetString()!, p.GetProperty("rows").GetInt32())));
        Assert.Equal(ShopFolder.Expected.Orders.Accepted, hashes.GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task The_time_of_landing_is_content_unless_it_is_left_out()
    {
        using var later = new ShopFolder();
        await later.RunAsync("run", ShopFolder.Project, "--quiet");

        var (here, there) = (await HashesAsync(shop), await HashesAsync(later));
        var (hereWithout, thereWithout) =
            (await HashesAsync(shop, "--ignore", "landed_at"), await HashesAsync(later, "--ignore", "landed_at"));
        var unknown = await shop.RunAsync("hash", "--ignore", "landed");

        Assert.Equal(
            ["gold.country_conversion", "gold.daily_sales"], here.Keys.Where(table => here[table] == there[table]).Order());
        Assert.Equal(hereWithout, thereWithout);
        Assert.Equal(5, hereWithout.Count);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("'landed'", unknown.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_query_gives_the_rows_of_a_product_in_every_format()
    {
        const string sql = "select event_date, country, currency, orders, customers, revenue from gold.daily_sales order by 1, 2, 3";
        var expected = ShopFolder.Expected.DailySales;

        var csv = await shop.RunAsync("query", sql, "--format", "csv");
        var json = await shop.RunAsync("query", sql, "--json");
        var table = await shop.RunAsync("query", sql);

        Assert.Equal(
            expected.Select(row =>
                $"{row.EventDate:yyyy-MM-dd},{row.Country},{row.Currency},{row.Orders},{row.Customers},{row.Revenue:0.00}")
                .Prepend("event_date,country,currency,orders,customers,revenue"),
            csv.Out.TrimEnd().Split('\n'));
        Assert.Equal(
            expected.Select(row => row.Revenue),
            json.Json.EnumerateArray().Select(row => row.GetProperty("revenue").GetDecimal()));
        Assert.Equal(expected.Count + 2, table.Out.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task Every_rejected_record_is_listed_with_the_errors_that_were_planted()
    {
        var listed = (await shop.RunAsync("quarantine", "ls", "--limit", "10000", "--json")).Json;

        var records = listed.GetProperty("records").EnumerateArray().ToDictionary(
            r => (r.GetProperty("landing_path").GetString()!, r.GetProperty("landing_position").GetInt64()),
            r => string.Join("; ", r.GetProperty("errors").EnumerateArray().Select(
                e => new ShopError(e.GetProperty("code").GetString()!, e.GetProperty("path").GetString()!).ToString())));
        var expected = ShopFolder.Expected.Orders.Records.Concat(ShopFolder.Expected.PageViews.Records)
            .Where(r => r.Verdict == ShopVerdict.Quarantined)
            .ToDictionary(r => (r.Record.LandingPath, r.Record.LandingPosition), r => string.Join("; ", r.Record.Errors));
        Assert.Equal(expected.Count, records.Count);
        Assert.All(expected, e => Assert.Equal((e.Key, e.Value), (e.Key, records[e.Key])));
    }

    [Fact]
    public async Task Rejected_records_are_filtered_by_dataset_and_error()
    {
        var planted = ShopFolder.Expected.Orders.Records.Where(r => r.Record.Errors.Any(e => e.Code == "RANGE")).ToList();

        var listed = (await shop.RunAsync("quarantine", "ls", "--dataset", "orders", "--code", "RANGE", "--limit", "1000", "--json")).Json;
        var none = await shop.RunAsync("quarantine", "ls", "--code", "NOPE");

        Assert.Equal(planted.Count, listed.GetProperty("records").GetArrayLength());
        Assert.Equal(planted.Count, listed.GetProperty("counts")[0].GetProperty("records").GetInt32());
        Assert.Equal(planted.Count, listed.GetProperty("open").GetProperty("orders").GetInt32());
        Assert.Equal("No open records.", none.Out.Trim());
    }

    [Fact]
    public async Task One_rejected_record_is_shown_as_it_was_received()
    {
        var planted = ShopFolder.Expected.Orders.Records
            .First(r => r.Record.Errors.Count > 1 && r.Record.Planted != "good").Record;
        var place = $"{planted.LandingPath}:{planted.LandingPosition}";

        var shown = await shop.RunAsync("quarantine", "show", place);
        var document = (await shop.RunAsync("quarantine", "show", place, "--json")).Json[0];
        var accepted = await shop.RunAsync("quarantine", "show", "orders/orders-2026-03-01.jsonl:0");
        var nonsense = await shop.RunAsync("quarantine", "show", "O-0000001");

        Assert.Equal(0, shown.ExitCode);
        Assert.All(planted.Errors, error => Assert.Contains($"  error     {error}", shown.Out, StringComparison.Ordinal));
        Assert.Equal(planted.Payload, System.Text.Encoding.UTF8.GetBytes(document.GetProperty("payload").GetString()!));
        Assert.Equal([2, 2], [accepted.ExitCode, nonsense.ExitCode]);
        Assert.Contains("medallion explain orders/orders-2026-03-01.jsonl:0 samples/shop", accepted.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ShopVerdict.Accepted, "silver")]
    [InlineData(ShopVerdict.DuplicateExact, "duplicate")]
    [InlineData(ShopVerdict.DuplicateConflicting, "duplicate")]
    [InlineData(ShopVerdict.Quarantined, "quarantine")]
    public async Task A_record_is_explained_by_its_coordinates(ShopVerdict verdict, string place)
    {
        foreach (var dataset in new[] { ShopFolder.Expected.Orders, ShopFolder.Expected.PageViews })
        {
            var record = dataset.Records.Last(r => r.Verdict == verdict).Record;
            var address = $"{record.LandingPath}:{record.LandingPosition}";

            var told = await shop.RunAsync("explain", address);
            var explanation = (await shop.RunAsync("explain", address, "--json")).Json[0];

            Assert.Equal(0, told.ExitCode);
            Assert.StartsWith($"{address} is ", told.Out, StringComparison.Ordinal);
            Assert.Equal(place, explanation.GetProperty("place").GetString());
            Assert.Equal(record.Dataset, explanation.GetProperty("dataset").GetString());
            Assert.Equal(verdict == ShopVerdict.DuplicateConflicting, explanation.GetProperty("is_conflict").GetBoolean());
            Assert.Equal(
                record.Errors.Select(e => e.Code),
                explanation.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("code").GetString()!));
        }
    }

    [Fact]
    public async Task All_records_of_a_key_are_explained_and_duplicates_name_the_one_that_is_kept()
    {
        var repeated = ShopFolder.Expected.Orders.Records.First(r => r.Verdict == ShopVerdict.DuplicateExact).Record;
        var kept = ShopFolder.Expected.Orders.Records
            .First(r => r.Verdict == ShopVerdict.Accepted && r.Record.Row!.Key == repeated.Row!.Key).Record;

        var records = (await shop.RunAsync("explain", repeated.Row!.Key, "--dataset", "orders", "--json")).Json
            .EnumerateArray().ToDictionary(r => r.GetProperty("record").GetString()!);

        var keptPlace = $"{kept.LandingPath}:{kept.LandingPosition}";
        Assert.Equal("silver", records[keptPlace].GetProperty("place").GetString());
        Assert.Equal("gold.daily_sales", records[keptPlace].GetProperty("products")[0].GetProperty("product").GetString());
        Assert.Equal(keptPlace, records[$"{repeated.LandingPath}:{repeated.LandingPosition}"].GetProperty("kept").GetString());
    }

    [Theory]
    [InlineData(1, "MED0601", "orders/orders-2026-03-01.jsonl:999999")]
    [InlineData(1, "MED0601", "nothing/here.jsonl:0")]
    [InlineData(1, "MED0601", "O-9999999")]
    [InlineData(2, "MED0003", "O-0000001", "--dataset", "ordres")]
    public async Task A_record_that_is_nowhere_is_told_with_a_code(int exitCode, string code, params string[] args)
    {
        var run = await shop.RunAsync(["explain", .. args]);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(code, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_doctor_finds_a_good_environment_good_and_a_wrong_folder_bad()
    {
        var good = await shop.RunAsync("doctor", "--json");
        var bad = await MedallionProcess.RunAsync(shop.Root, "doctor", "nowhere");

        Assert.Equal(0, good.ExitCode);
        Assert.Subset(
            good.Json.EnumerateArray().Select(f => f.GetProperty("subject").GetString()!).ToHashSet(),
            new HashSet<string> { "versions", "memory", "engine", "project", "landing", "storage", "storage space", "spill", "tables" });
        Assert.Equal(1, bad.ExitCode);
        Assert.Contains("BAD", bad.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sc://127.0.0.1:1", "ENG0302")]
    [InlineData("sc://127.0.0.1:1/;token=hush;use_ssl=no", "ENG0301")]
    public async Task The_doctor_tells_what_is_wrong_with_a_spark_server(string remote, string code)
    {
        var run = await shop.RunAsync("doctor", "--remote", remote);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(code, run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        var before = Files();

        foreach (var verb in new[] { "validate", "plan", "status", "runs", "hash", "doctor" })
        {
            Assert.Equal(0, (await shop.RunAsync(verb, "--json")).ExitCode);
        }

        Assert.Equal(before, Files());
    }

    private static async Task<Dictionary<string, string>> HashesAsync(BuiltShop shop, params string[] options) =>
        Hashes(await shop.RunAsync(["hash", "--json", .. options]));

    private static async Task<Dictionary<string, string>> HashesAsync(ShopFolder shop, params string[] options) =>
        Hashes(await shop.RunAsync(["hash", "--json", .. options, ShopFolder.Project]));

    private static Dictionary<string, string> Hashes(MedallionProcess document) => document.Json.EnumerateArray()
        .ToDictionary(t => t.GetProperty("table").GetString()!, t => t.GetProperty("hash").GetString()!);

    private Dictionary<string, DateTime> Files() => Directory
        .EnumerateFiles(shop.Root, "*", SearchOption.AllDirectories)
        .ToDictionary(file => file, File.GetLastWriteTimeUtc);
}
