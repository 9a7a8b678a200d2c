using System.Text.Json;
using Lakehouse.Jobs.Tests.Support;
using Lakehouse.TestKit.Shop;
using Xunit;

namespace Lakehouse.Jobs.Tests.Runs;

/// <summary>What a first run of the shop tells, held against what its generator planted.</summary>
public sealed class FirstRunTests
{
    [Fact]
    public async Task The_document_of_a_run_holds_the_balance_that_the_generator_expects()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", ShopFolder.Project, "--json", "--quiet");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("done", run.Json.GetProperty("status").GetString());
        Assert.Empty(run.Error);
        var judged = run.Json.GetProperty("judged").EnumerateArray().ToDictionary(d => d.GetProperty("dataset").GetString()!);
        AssertBalance(ShopFolder.Expected.Orders, judged["orders"]);
        AssertBalance(ShopFolder.Expected.PageViews, judged["page_views"]);
        Assert.All(run.Json.GetProperty("checks").EnumerateArray(), check => Assert.True(check.GetProperty("passed").GetBoolean()));
        var products = run.Json.GetProperty("products").EnumerateArray().ToDictionary(p => p.GetProperty("product").GetString()!);
        Assert.Equal(ShopFolder.Expected.DailySales.Count, products["daily_sales"].GetProperty("rows").GetInt32());
        Assert.Equal(ShopFolder.Expected.CountryConversion.Count, products["country_conversion"].GetProperty("rows").GetInt32());
    }

    [Fact]
    public async Task A_second_run_has_nothing_to_do_and_says_so_with_the_exit_code_that_is_asked_for()
    {
        using var shop = new ShopFolder();
        await shop.RunAsync("run", ShopFolder.Project, "--quiet");

        var again = await shop.RunAsync("run", ShopFolder.Project);
        var asked = await shop.RunAsync("run", ShopFolder.Project, "--nothing-to-do-exit-code", "99", "--quiet");

        Assert.Equal(0, again.ExitCode);
        Assert.Contains("Nothing to do: 10 files are known, nothing is new.", again.Out, StringComparison.Ordinal);
        Assert.Equal(99, asked.ExitCode);
        Assert.Empty(asked.Out + asked.Error);
    }

    [Fact]
    public async Task Only_what_is_selected_runs()
    {
        using var shop = new ShopFolder();

        var run = await shop.RunAsync("run", ShopFolder.Project, "--select", "order*,nothing_else", "--json");
        var orders = await shop.RunAsync("run", ShopFolder.Project, "--select", "order*", "--json", "--quiet");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("MED0003: 'nothing_else'", run.Error, StringComparison.Ordinal);
        Assert.Equal("MED0003", run.Json.GetProperty("error").GetProperty("code").GetString());
        Assert.Equal(["orders"], Names(orders.Json, "judged", "dataset"));
        Assert.Empty(Names(orders.Json, "products", "product"));
    }

    [Fact]
    public async Task Another_storage_and_another_landing_give_the_same_hashes()
    {
        using var shop = new ShopFolder();
        Directory.Move(shop["landing"], Path.Combine(shop.Root, "incoming"));

        var run = await shop.RunAsync("run", ShopFolder.Project, "--storage", "lake", "--landing", "incoming", "--quiet");
        var here = await shop.RunAsync("hash", ShopFolder.Project, "--storage", "lake", "--ignore", "landed_at", "--json");
        using var usual = new ShopFolder();
        await usual.RunAsync("run", ShopFolder.Project, "--quiet");
        var there = await usual.RunAsync("hash", ShopFolder.Project, "--ignore", "landed_at", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.False(Directory.Exists(shop["tables"]));
        Assert.Equal(5, here.Json.GetArrayLength());
        Assert.Equal(there.Out, here.Out);
    }

    [Fact]
    public async Task An_environment_has_its_own_places()
    {
        using var shop = new ShopFolder();
        var settings = File.ReadAllText(shop["lakehouse.yaml"]);
        File.WriteAllText(shop["lakehouse.yaml"], settings + "\nenvironments:\n  prod: { storage: prod, landing: incoming }\n");
        Directory.Move(shop["landing"], shop["incoming"]);

        var run = await shop.RunAsync("run", ShopFolder.Project, "--env", "prod", "--json");
        var misspelt = await shop.RunAsync("run", ShopFolder.Project, "--env", "prodd");

        Assert.Equal(0, run.ExitCode);
        Assert.True(Directory.Exists(shop["prod/silver/orders/_delta_log"]));
        Assert.False(Directory.Exists(shop["tables"]));
        Assert.Empty(run.Json.GetProperty("warnings").EnumerateArray());
        Assert.Equal(2, misspelt.ExitCode);
        Assert.Contains("Did you mean 'prod'?", misspelt.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_initialised_project_runs_and_tells_the_next_step()
    {
        var folder = Directory.CreateTempSubdirectory("medallion-new-");
        try
        {
            var init = await MedallionProcess.RunAsync(folder.FullName, "init", "new");
            var valid = await MedallionProcess.RunAsync(folder.FullName, "validate", "new");
            var run = await MedallionProcess.RunAsync(folder.FullName, "run", "new");
            var rows = await MedallionProcess.RunAsync(
                folder.FullName, "query", "from gold.daily_revenue order by all", "new", "--format", "csv");

            Assert.Equal([0, 0, 0, 0], [init.ExitCode, valid.ExitCode, run.ExitCode, rows.ExitCode]);
            Assert.Contains("medallion run new", init.Error, StringComparison.Ordinal);
            Assert.Contains("medallion quarantine ls new", run.Error, StringComparison.Ordinal);
            Assert.Equal(
                "event_date,currency,orders,revenue\n2026-03-01,EUR,3,41.65\n2026-03-01,USD,1,110.00\n2026-03-02,USD,1,15.75\n",
                rows.Out);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void AssertBalance(DatasetExpectation expected, JsonElement told)
    {
        int Told(string name) => told.GetProperty(name).GetInt32();
        Assert.Equal(expected.Read, Told("read"));
        Assert.Equal(expected.Accepted, Told("accepted"));
        Assert.Equal(expected.DuplicateExact + expected.DuplicateConflicting, Told("duplicate"));
        Assert.Equal(expected.DuplicateConflicting, Told("conflicts"));
        Assert.Equal(expected.Quarantined, Told("quarantined"));
        Assert.Equal(expected.Drifted, Told("undeclared"));
        var errors = expected.Records
            .SelectMany(r => r.Record.Errors.Select(error => error.Code).Distinct())
            .GroupBy(code => code).ToDictionary(code => code.Key, code => code.Count());
        Assert.Equal(
            errors.OrderBy(e => e.Key, StringComparer.Ordinal),
            told.GetProperty("errors").EnumerateObject()
                .ToDictionary(e => e.Name, e => e.Value.GetInt32()).OrderBy(e => e.Key, StringComparer.Ordinal));
    }

    private static IEnumerable<string?> Names(JsonElement document, string list, string name) =>
        document.GetProperty(list).EnumerateArray().Select(item => item.GetProperty(name).GetString());
}
