using System.Diagnostics;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Contracts;

/// <summary><c>contract check --against-data</c>: what the rules call a break, the records that landed prove or refute.</summary>
public sealed class AgainstDataTests : IDisposable
{
    private const string Orders = "contracts/sales/orders.yaml";

    private readonly ShopFolder _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Records_prove_a_narrower_range_that_none_of_them_leaves_and_refute_one_that_some_do()
    {
        await LandAsync(5, 50, 50, 70);
        Git("init", "-q", "-b", "main");
        Commit();
        _shop.Edit(Orders, "version: 1.2.0", "version: 2.0.0");

        _shop.Edit(Orders, "maximum: 999", "maximum: 99");
        var byRules = await _shop.RunAsync("contract", "check", "--against", "main", ShopFolder.Project);
        Assert.Equal(3, byRules.ExitCode);
        var proved = await _shop.RunAsync("contract", "check", "--against", "main", "--against-data", ShopFolder.Project);
        Assert.Equal(0, proved.ExitCode);
        Assert.Contains(
            "  on what landed in orders, against version 1.2.0: 4 records, 0 accepted then and refused now, 0 refused then and accepted now\n"
            + "  proved by what landed: every record that was accepted still is\n", proved.Out);

        _shop.Edit(Orders, "maximum: 99", "maximum: 49");
        var refuted = await _shop.RunAsync("contract", "check", "--against", "main", "--against-data", ShopFolder.Project);
        Assert.Equal(3, refuted.ExitCode);
        Assert.Contains(
            "4 records, 3 accepted then and refused now, 0 refused then and accepted now\n"
            + "    refused RANGE lines[0].quantity: 3, such as orders/o.jsonl:1\n  refuted by what landed\n", refuted.Out);

        var json = (await _shop.RunAsync("contract", "check", "--against", "main", "--against-data", "--json", ShopFolder.Project)).Json;
        var evidence = Assert.Single(Assert.Single(json.GetProperty("contracts").EnumerateArray()).GetProperty("evidence").EnumerateArray());
        Assert.Equal((4, 3), (evidence.GetProperty("records").GetInt32(), evidence.GetProperty("refused_now").GetInt32()));
    }

    [Fact]
    public async Task A_transitive_mode_asks_the_records_about_every_earlier_version()
    {
        await LandAsync(5, 55);
        _shop.Edit(Orders, "status: active", "status: active\ncustomProperties: [{ property: compatibility, value: backward_transitive }]");
        Git("init", "-q", "-b", "main");
        Commit();
        _shop.Edit(Orders, "version: 1.2.0", "version: 2.0.0");
        _shop.Edit(Orders, "maximum: 999", "maximum: 50");
        Commit();
        _shop.Edit(Orders, "version: 2.0.0", "version: 3.0.0");
        _shop.Edit(Orders, "maximum: 50", "maximum: 60");

        var run = await _shop.RunAsync("contract", "check", "--against", "main", "--against-data", ShopFolder.Project);

        // The range is wider than that of 2.0.0 and narrower than that of 1.2.0; no record is in between.
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("against version 1.2.0: 2 records, 0 accepted then and refused now, 0 refused then and accepted now\n", run.Out);
        Assert.Contains("against version 2.0.0: 2 records, 0 accepted then and refused now, 1 refused then and accepted now\n", run.Out);
        Assert.Contains("accepted RANGE lines[0].quantity: 1, such as orders/o.jsonl:1\n", run.Out);
    }

    [Fact]
    public async Task Where_nothing_landed_nothing_is_proved()
    {
        Git("init", "-q", "-b", "main");
        Commit();
        _shop.Edit(Orders, "version: 1.2.0", "version: 2.0.0");
        _shop.Edit(Orders, "maximum: 999", "maximum: 99");

        var run = await _shop.RunAsync("contract", "check", "--against", "main", "--against-data", ShopFolder.Project);

        Assert.Equal(3, run.ExitCode);
        Assert.Contains("against version 1.2.0: MED0602: nothing has landed for orders yet.", run.Out);
    }

    // One order for each quantity.
    private async Task LandAsync(params int[] quantities)
    {
        Directory.Delete(_shop["landing"], recursive: true);
        Directory.CreateDirectory(_shop["landing/orders"]);
        Directory.CreateDirectory(_shop["landing/page_views"]);
        File.WriteAllLines(_shop["landing/orders/o.jsonl"], quantities.Select((quantity, i) =>
            $$"""{"order_id":"O-000000{{i}}","ordered_at":"2026-03-01T10:00:00Z","channel":"web","customer":{"id":"C-00001","country":"DE"},"lines":[{"sku":"ABC-0001","quantity":{{quantity}},"unit_price":1.00}],"amount":1.00,"currency":"EUR"}"""));
        var run = await _shop.RunAsync("run", "--select", "orders", ShopFolder.Project);
        Assert.True(run.ExitCode == 0, run.Error);
    }

    private void Commit()
    {
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x");
    }

    private void Git(params string[] args)
    {
        using var git = Process.Start(new ProcessStartInfo("git", args) { WorkingDirectory = _shop.Root, RedirectStandardOutput = true })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }
}
