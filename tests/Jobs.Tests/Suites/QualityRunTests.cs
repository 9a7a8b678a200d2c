using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Suites;

/// <summary><c>quality run</c> on tables of the shop and on files.</summary>
public sealed class QualityRunTests(BuiltShop shop) : IClassFixture<BuiltShop>
{
    [Fact]
    public async Task A_suite_that_is_met_gives_exit_code_0_and_the_counts_of_the_table()
    {
        var suite = Write("met.json", $$$"""
            {"name": "met", "expectations": [
              {"type": "expect_table_row_count_to_equal", "kwargs": {"value": {{{ShopFolder.Expected.Orders.Accepted}}}}},
              {"type": "expect_column_values_to_be_unique", "kwargs": {"column": "order_id"}}]}
            """);
        var output = Path.Combine(shop.Root, "met-result.json");
        var run = await shop.RunAsync("quality", "run", suite, "--table", "silver.orders", "--output", output);
        var written = System.Text.Json.JsonDocument.Parse(await File.ReadAllTextAsync(output)).RootElement;

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("met on silver.orders: 2 of 2 expectations are met.", run.Out, StringComparison.Ordinal);
        Assert.True(written.GetProperty("success").GetBoolean());
        var first = written.GetProperty("results")[0];
        Assert.Equal("silver.orders", first.GetProperty("expectation_config").GetProperty("kwargs").GetProperty("batch_id").GetString());
        Assert.Equal(
            ShopFolder.Expected.Orders.Accepted, first.GetProperty("result").GetProperty("observed_value").GetInt32());
    }

    [Fact]
    public async Task A_suite_that_is_not_met_gives_exit_code_3_and_the_keys_of_the_rows()
    {
        var suite = Write("broken.json", """
            {"name": "broken", "expectations": [
              {"type": "expect_column_values_to_be_in_set", "kwargs": {"column": "channel", "value_set": ["nothing"]}},
              {"type": "expect_column_values_to_be_null", "kwargs": {"column": "no_such_column"}},
              {"type": "expect_column_values_to_be_increasing", "kwargs": {"column": "order_id"}}]}
            """);
        var run = await shop.RunAsync("quality", "run", suite, "--table", "silver.orders", "--keys", "order_id", "--json");
        var results = run.Json.GetProperty("results");

        Assert.Equal(3, run.ExitCode);
        var first = results[0].GetProperty("result");
        Assert.Equal(ShopFolder.Expected.Orders.Accepted, first.GetProperty("unexpected_count").GetInt32());
        Assert.Equal(20, first.GetProperty("partial_unexpected_index_list").GetArrayLength());
        Assert.All(
            first.GetProperty("partial_unexpected_index_list").EnumerateArray(),
            place => Assert.Equal(["channel", "order_id"], place.EnumerateObject().Select(member => member.Name)));
        Assert.True(results[1].GetProperty("exception_info").GetProperty("raised_exception").GetBoolean());
        Assert.Contains(
            "needs an order of the rows", results[2].GetProperty("exception_info").GetProperty("exception_message").GetString(),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty.csv", "MED1902", "is empty: it has no columns")]
    [InlineData("empty.jsonl", "MED1902", "is empty: it has no columns")]
    [InlineData("empty.txt", "MED1902", "is of no kind that can be read")]
    [InlineData("missing.parquet", "MED1901", "there is no file")]
    public async Task A_file_that_cannot_be_checked_gives_exit_code_2(string data, string code, string words)
    {
        var suite = Write("any.json", """{"name": "any", "expectations": [{"type": "expect_table_row_count_to_equal", "kwargs": {"value": 0}}]}""");
        if (!data.StartsWith("missing", StringComparison.Ordinal))
        {
            Write(data, "");
        }
        var run = await shop.RunAsync("quality", "run", suite, "--input", Path.Combine(shop.Root, data));

        Assert.Equal(2, run.ExitCode);
        Assert.Contains($"{code}: ", run.Error, StringComparison.Ordinal);
        Assert.Contains(words, run.Error, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("data.parquet")]
    [InlineData("data.jsonl")]
    [InlineData("data.csv")]
    public async Task A_suite_runs_on_a_file_without_a_project(string data)
    {
        var folder = SharedFolder.Require("fixtures", "great-expectations", "pairs");
        var run = await MedallionProcess.RunAsync(
            shop.Root, "quality", "run", Path.Combine(folder, "suite.json"), "--input", Path.Combine(folder, data),
            "--result-format", "COMPLETE", "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal(10, run.Json.GetProperty("statistics").GetProperty("successful_expectations").GetInt32());
    }

    [Fact]
    public async Task Wrong_suites_and_wrong_calls_are_usage_errors()
    {
        var suite = Write("typo.json", """
            {"name": "typo", "expectations": [
              {"type": "expect_column_values_to_be_uniq", "kwargs": {"column": "order_id"}}]}
            """);
        var typo = await shop.RunAsync("quality", "run", suite, "--table", "silver.orders");
        var none = await shop.RunAsync("quality", "run", "nowhere", "--table", "silver.orders");
        var both = await shop.RunAsync("quality", "run", suite);

        Assert.Equal((2, 2, 2), (typo.ExitCode, none.ExitCode, both.ExitCode));
        Assert.Contains("typo.json:2", typo.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'expect_column_values_to_be_unique'?", typo.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string json)
    {
        var path = Path.Combine(shop.Root, name);
        File.WriteAllText(path, json);
        return path;
    }
}
