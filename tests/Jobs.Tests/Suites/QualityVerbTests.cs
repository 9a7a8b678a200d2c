using System.Text.Json;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Suites;

/// <summary>Verbs that look at checks and tables and change nothing.</summary>
public sealed class QualityVerbTests(BuiltShop shop) : IClassFixture<BuiltShop>
{
    [Fact]
    public async Task The_history_of_a_table_and_the_checks_of_a_run_agree()
    {
        var history = (await shop.RunAsync("quality", "history", "gold.daily_sales", "--json")).Json;
        var run = history[0].GetProperty("run_id").GetString()!;
        var shown = (await shop.RunAsync("quality", "show", run, "--json")).Json;
        var none = await shop.RunAsync("quality", "show", "20200101T000000-00000000");

        Assert.Equal(
            ["no revenue is negative", "one row for each event_date, country, currency"],
            history.EnumerateArray().Select(check => check.GetProperty("check").GetString()!)
                .Where(name => name.StartsWith("no revenue", StringComparison.Ordinal) || name.StartsWith("one row", StringComparison.Ordinal))
                .Order(StringComparer.Ordinal));
        Assert.All(history.EnumerateArray(), check => Assert.True(check.GetProperty("passed").GetBoolean()));
        Assert.Equal(
            history.GetArrayLength(),
            shown.EnumerateArray().Count(check => check.GetProperty("table").GetString() == "gold/sales/daily_sales"));
        Assert.Contains(shown.EnumerateArray(), check => check.GetProperty("sql").GetString()!.Contains("revenue < 0", StringComparison.Ordinal));
        Assert.Equal(2, none.ExitCode);
    }

    [Fact]
    public async Task The_profile_of_a_table_counts_what_is_in_it_and_its_proposals_hold()
    {
        var profile = (await shop.RunAsync("profile", "silver.orders", "--json")).Json;
        var columns = profile.GetProperty("columns").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        var suite = await shop.RunAsync("profile", "silver.orders", "--suggest", "gx");
        var written = Path.Combine(shop.Root, "written.json");
        Assert.Equal((0, ""), await OutcomeAsync("profile", "silver.orders", "--suggest", "gx", "--output", written));
        Assert.Equal(suite.Out, await File.ReadAllTextAsync(written));
        Assert.Equal((2, ""), await OutcomeAsync("profile", "silver.orders", "--output", written));
        var contract = await shop.RunAsync("profile", "silver.orders", "--suggest", "odcs");
        var file = Path.Combine(shop.Root, "proposed.json");
        await File.WriteAllTextAsync(file, suite.Out);
        var run = await shop.RunAsync("quality", "run", file, "--table", "silver.orders");

        Assert.Equal(ShopFolder.Expected.Orders.Accepted, profile.GetProperty("rows").GetInt32());
        var id = columns["order_id"];
        Assert.Equal(ShopFolder.Expected.Orders.Accepted, id.GetProperty("distinct").GetInt32());
        Assert.Equal((0, 9, 9), (id.GetProperty("nulls").GetInt32(), id.GetProperty("shortest_length").GetInt32(), id.GetProperty("longest_length").GetInt32()));
        var form = Assert.Single(id.GetProperty("patterns").EnumerateArray());
        Assert.Equal("A-9999999", form.GetProperty("value").GetString());
        Assert.Equal(
            ["app", "store", "web"],
            columns["channel"].GetProperty("top_values").EnumerateArray().Select(v => v.GetProperty("value").GetString()).Order());
        Assert.Equal(
            ShopFolder.Expected.Orders.Accepted,
            columns["channel"].GetProperty("top_values").EnumerateArray().Sum(v => v.GetProperty("count").GetInt32()));
        Assert.True(run.ExitCode == 0, run.Out + run.Error);
        Assert.DoesNotContain("landed_at", suite.Out, StringComparison.Ordinal);
        Assert.Contains("pattern: \"^[A-Z]-[0-9]{7}$\"", contract.Out, StringComparison.Ordinal);
        Assert.Contains("validValues: [\"app\", \"store\", \"web\"]", contract.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_suite_of_a_contract_is_met_by_its_table_and_what_it_cannot_say_is_told()
    {
        var export = await shop.RunAsync("export", "gx", "sales/orders");
        var suite = JsonDocument.Parse(export.Out).RootElement;
        var file = Path.Combine(shop.Root, "exported.json");
        await File.WriteAllTextAsync(file, export.Out);
        var run = await shop.RunAsync("quality", "run", file, "--table", "silver.orders");
        var unknown = await shop.RunAsync("export", "gx", "sales/order");

        Assert.Equal((0, 0, 2), (export.ExitCode, run.ExitCode, unknown.ExitCode));
        Assert.Contains("Did you mean 'sales/orders'?", unknown.Error, StringComparison.Ordinal);
        Assert.Contains("a store order names its store", export.Error, StringComparison.Ordinal);
        Assert.Contains("'lines'", export.Error, StringComparison.Ordinal);
        var types = suite.GetProperty("expectations").EnumerateArray()
            .Select(e => (e.GetProperty("type").GetString(), e.GetProperty("kwargs").TryGetProperty("column", out var c) ? c.GetString() : null))
            .ToList();
        Assert.Contains(("expect_column_values_to_be_unique", "order_id"), types);
        Assert.Contains(("expect_column_values_to_match_regex", "order_id"), types);
        Assert.Contains(("expect_column_values_to_be_in_set", "channel"), types);
        Assert.Contains(("expect_column_values_to_be_between", "amount"), types);
        Assert.Contains(("expect_column_value_lengths_to_be_between", "note"), types);
        Assert.DoesNotContain(("expect_column_values_to_not_be_null", "note"), types);
    }

    private async Task<(int ExitCode, string Out)> OutcomeAsync(params string[] args)
    {
        var run = await shop.RunAsync(args);
        return (run.ExitCode, run.Out);
    }
}
