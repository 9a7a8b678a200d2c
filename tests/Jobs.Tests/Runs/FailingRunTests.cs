using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Runs;

/// <summary>Everything that a run can end with besides success: how it is told, and with which exit code.</summary>
public sealed class FailingRunTests
{
    [Fact]
    public async Task A_landed_file_that_changed_is_refused_with_exit_code_3_and_repeated_at_the_end()
    {
        using var shop = new ShopFolder();
        await shop.RunAsync("run", ShopFolder.Project, "--quiet");
        await File.AppendAllTextAsync(shop["landing/orders/orders-2026-03-01.jsonl"], "{}\n");

        var run = await shop.RunAsync("run", ShopFolder.Project);
        var document = await shop.RunAsync("run", ShopFolder.Project, "--json", "--quiet");

        Assert.Equal(3, run.ExitCode);
        Assert.StartsWith("error: MED0102: orders/orders-2026-03-01.jsonl: ", run.Error.TrimEnd().Split('\n')[^1], StringComparison.Ordinal);
        Assert.Contains(": blocked in ", run.Out, StringComparison.Ordinal);
        Assert.Equal(3, document.ExitCode);
        Assert.Equal("MED0102", document.Json.GetProperty("problems")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_damaged_gzip_file_is_refused_whole_while_the_other_files_land()
    {
        using var shop = new ShopFolder();
        var file = shop["landing/orders/orders-2026-03-03.jsonl.gz"];
        var bytes = await File.ReadAllBytesAsync(file);
        await File.WriteAllBytesAsync(file, bytes[..^100]);

        var run = await shop.RunAsync("run", ShopFolder.Project, "--json", "--quiet");

        Assert.Equal(3, run.ExitCode);
        Assert.Equal("MED0101", run.Json.GetProperty("problems")[0].GetProperty("code").GetString());
        Assert.Equal(4, run.Json.GetProperty("landed")[0].GetProperty("files").GetInt32());
    }

    [Fact]
    public async Task A_product_whose_check_fails_keeps_its_version_and_ends_with_exit_code_3()
    {
        using var shop = new ShopFolder();
        shop.Edit("products/sales/daily_sales.yaml", "where revenue < 0", "where revenue > 0");

        var run = await shop.RunAsync("run", ShopFolder.Project);
        var status = await shop.RunAsync("status", ShopFolder.Project, "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error: MED0401: gold/sales/daily_sales: no revenue is negative", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: MED0402: gold/web/country_conversion: left out", run.Error, StringComparison.Ordinal);
        Assert.Contains("no revenue is negative", run.Out, StringComparison.Ordinal);
        Assert.All(
            status.Json.GetProperty("tables").EnumerateArray().Where(t => t.GetProperty("table").GetString()!.StartsWith("gold.", StringComparison.Ordinal)),
            table => Assert.Equal(System.Text.Json.JsonValueKind.Null, table.GetProperty("version").ValueKind));
    }

    [Fact]
    public async Task A_contract_whose_check_of_the_table_fails_publishes_nothing_and_ends_with_exit_code_3()
    {
        using var shop = new ShopFolder();
        shop.Edit(
            "contracts/sales/orders.yaml", "      - name: channel\n",
            "      - name: channel\n        unique: true\n");

        var run = await shop.RunAsync("run", ShopFolder.Project, "--select", "orders");
        var status = await shop.RunAsync("status", ShopFolder.Project, "--json");

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("error: MED0401: silver/orders: channel is unique: measured ", run.Error, StringComparison.Ordinal);
        Assert.Contains("channel is unique", run.Out, StringComparison.Ordinal);
        Assert.Equal(
            ["bronze.orders", "ops.checks", "ops.runs"],
            status.Json.GetProperty("tables").EnumerateArray()
                .Where(table => table.GetProperty("version").ValueKind == System.Text.Json.JsonValueKind.Number)
                .Select(table => table.GetProperty("table").GetString()!).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("run")]
    [InlineData("plan")]
    [InlineData("validate")]
    [InlineData("status")]
    [InlineData("hash")]
    public async Task All_mistakes_of_a_project_are_listed_with_file_and_line_and_exit_code_2(string verb)
    {
        using var shop = new ShopFolder();
        shop.Edit("sources/orders.yaml", "kind: events", "knid: events");
        shop.Edit("contracts/web/page_views.yaml", "version:", "versoin:");

        var run = await shop.RunAsync(verb, ShopFolder.Project);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("QUA0104: sources/orders.yaml:1:1: ", run.Error, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'kind'?", run.Error, StringComparison.Ordinal);
        Assert.Contains("contracts/web/page_views.yaml:", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(shop["tables"]));
    }

    [Fact]
    public async Task Validate_tells_what_only_the_engine_can_see()
    {
        using var shop = new ShopFolder();
        shop.Edit("products/sales/daily_sales.sql", "count(*) as orders", "count(*) as orders, max(now()) as at");
        shop.Edit("products/web/country_conversion.sql", "views.visitors", "views.visitor");

        var run = await shop.RunAsync("validate", ShopFolder.Project, "--json");

        Assert.Equal(2, run.ExitCode);
        Assert.False(run.Json.GetProperty("valid").GetBoolean());
        var problem = run.Json.GetProperty("problems").EnumerateArray().First(p => p.GetProperty("code").GetString() == "MED0207");
        Assert.Equal("products/sales/daily_sales.sql", problem.GetProperty("file").GetString());
        Assert.Equal(5, problem.GetProperty("line").GetInt32());
    }

    [Fact]
    public async Task A_folder_without_a_project_is_a_usage_error_that_tells_how_to_make_one()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", "samples");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("MED0001", run.Error, StringComparison.Ordinal);
        Assert.Contains("medallion init DIR", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_landing_folder_is_a_failure_with_a_next_step()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", ShopFolder.Project, "--landing", "nowhere", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Equal("MED0103", run.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Contains("--landing", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_storage_that_cannot_be_written_is_a_failure_without_a_stack_trace()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", ShopFolder.Project, "--storage", $"{ShopFolder.Project}/lakehouse.yaml");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: MED0004: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_log_is_a_failure_that_names_the_table()
    {
        using var shop = new ShopFolder();
        await shop.RunAsync("run", ShopFolder.Project, "--quiet");
        await File.WriteAllTextAsync(shop["tables/silver/orders/_delta_log/00000000000000000001.json"], "garbage");

        var run = await shop.RunAsync("run", ShopFolder.Project);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error: DEL0201: commit 1 of silver/orders", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_interrupted_run_ends_with_exit_code_1_and_tells_what_it_committed()
    {
        using var shop = new ShopFolder();
        var day = await File.ReadAllBytesAsync(shop["landing/orders/orders-2026-03-01.jsonl"]);
        await using (var large = File.Create(shop["landing/orders/orders-2026-03-09.jsonl"]))
        {
            for (var i = 0; i < 500; i++)
            {
                await large.WriteAsync(day);
            }
        }

        var run = await MedallionProcess.InterruptAsync(
            shop.Root, "silver  orders:", "run", ShopFolder.Project, "--select", "orders", "--json");
        var status = await shop.RunAsync("status", ShopFolder.Project, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("This run has committed bronze.orders@v0.", run.Error, StringComparison.Ordinal);
        Assert.Contains("error: Cancelled.", run.Error, StringComparison.Ordinal);
        Assert.Equal("CANCELLED", run.Json.GetProperty("error").GetProperty("code").GetString());
        var silver = status.Json.GetProperty("tables").EnumerateArray().First(t => t.GetProperty("table").GetString() == "silver.orders");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, silver.GetProperty("version").ValueKind);
        Assert.Contains("records of bronze versions 0 to 0", silver.GetProperty("pending").GetString(), StringComparison.Ordinal);
    }
}
