using System.Diagnostics;
using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Contracts;

/// <summary><c>medallion contract</c> on a copy of the shop, with a real git.</summary>
public sealed class ContractCommandTests : IDisposable
{
    private const string Orders = "samples/shop/contracts/sales/orders.yaml";

    private readonly ShopFolder _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task Check_tells_what_breaks_whom_and_which_version_is_due()
    {
        Git("init", "-q", "-b", "main");
        Git("add", "-A");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "x");
        var same = await _shop.RunAsync("contract", "check", "--against", "main", ShopFolder.Project);
        Assert.Equal((0, ""), (same.ExitCode, same.Out));
        Assert.Contains("Contracts compared with main: 0 changed, 2 unchanged, 0 refused.", same.Error);

        Change("      - name: discount\n        logicalType: number\n        physicalType: decimal(12,2)\n        logicalTypeOptions: { minimum: 0 }\n", "");
        Change("""
                  - type: custom
                    engine: medallion
                    name: the discount is not greater than the amount
                    dimension: consistency
                    implementation:
                      expression: "discount <= amount"
                      path: discount
                      message: is greater than the amount

            """, "");
        Change("maximum: 999", "maximum: 99");
        var broken = await _shop.RunAsync("contract", "check", "--against", "main", ShopFolder.Project);
        Assert.Equal(3, broken.ExitCode);
        Assert.StartsWith("sales/orders: breaks backward compatibility, version 1.2.0 -> 1.2.0, which has to be 2.0.0 or later\n", broken.Out);
        Assert.Contains("  breaking      FIELD_REMOVED /discount: 'discount' is gone; a query that names it fails\n", broken.Out);
        Assert.Contains("  breaking      RANGE_NARROWED /lines/[]/quantity: ", broken.Out);
        Assert.Contains("    silver.orders (discount, lines), owner checkout\n", broken.Out);
        Assert.Contains("    gold.daily_sales (revenue) through silver.orders, owner sales-data@shop.example, "
            + "used by sales dashboard, finance month end: its query fails\n", broken.Out);

        var json = (await _shop.RunAsync("contract", "check", "--against", "HEAD", "--json", ShopFolder.Project)).Json;
        Assert.True(json.GetProperty("refused").GetBoolean());
        var contract = Assert.Single(json.GetProperty("contracts").EnumerateArray());
        Assert.Equal(("major", "2.0.0"), (contract.GetProperty("change").GetProperty("demanded_bump").GetString(), contract.GetProperty("change").GetProperty("demanded_version").GetString()));
        Assert.Contains(contract.GetProperty("impact").EnumerateArray(), t => t.GetProperty("table").GetString()!.StartsWith("gold.", StringComparison.Ordinal));

        var markdown = await _shop.RunAsync("contract", "check", "--against", "main", "--markdown", ShopFolder.Project);
        Assert.Equal(3, markdown.ExitCode);
        Assert.Contains("| **breaking** | `FIELD_REMOVED` | `/discount` |", markdown.Out);
    }

    [Fact]
    public async Task Check_of_an_additive_change_wants_the_version_raised_and_is_content_then()
    {
        var before = Path.Combine(_shop.Root, "before");
        Copy(Path.Combine(_shop.Root, ShopFolder.Project), before);
        Change("      - name: gift\n", "      - name: wrapping\n        logicalType: string\n      - name: gift\n");
        var low = await _shop.RunAsync("contract", "check", "--against", "before", ShopFolder.Project);
        Assert.Equal(3, low.ExitCode);
        Assert.Contains("compatible (backward), version 1.2.0 -> 1.2.0, which has to be 1.3.0 or later", low.Out);
        Change("version: 1.2.0", "version: 1.3.0");
        var raised = await _shop.RunAsync("contract", "check", "--against", "before", ShopFolder.Project);
        Assert.Equal(0, raised.ExitCode);
        Assert.Contains("  additive      FIELD_ADDED /wrapping: 'wrapping' is new, of type string, optional\n", raised.Out);
    }

    [Fact]
    public async Task A_baseline_that_is_neither_folder_nor_revision_is_refused_by_code()
    {
        var missing = await _shop.RunAsync("contract", "check", "--against", "no-such-branch", ShopFolder.Project);
        Assert.Equal(2, missing.ExitCode);
        Assert.Contains("MED0701: 'no-such-branch' is neither a folder nor a revision", missing.Error);
    }

    [Fact]
    public async Task A_contract_goes_to_every_format_and_back()
    {
        foreach (var (format, file) in new[] { ("json-schema", "o.json"), ("iglu", "i.json"), ("avro", "o.avsc"), ("protobuf", "o.proto") })
        {
            var export = await _shop.RunAsync("contract", "export", Orders, "--format", format, "-o", file);
            Assert.Equal((0, ""), (export.ExitCode, export.Out));
            Assert.Contains("lost: /: the team\n", export.Error);
            var import = await _shop.RunAsync("contract", "import", file, "-o", "back.yaml");
            Assert.Equal(0, import.ExitCode);
            Assert.Equal(0, (await _shop.RunAsync("contract", "lint", "back.yaml")).ExitCode);
            Assert.Equal(0, (await _shop.RunAsync("contract", "diff", file, file)).ExitCode);
        }
    }

    [Fact]
    public async Task Show_infer_and_lint_say_what_they_find()
    {
        var show = await _shop.RunAsync("contract", "show", Orders);
        Assert.Contains("order_id", show.Out);
        Assert.Contains("ines.brandt@shop.example, tomas.lind@shop.example", show.Out);
        Assert.Equal("shop.sales.orders", (await _shop.RunAsync("contract", "show", Orders, "--json")).Json.GetProperty("id").GetString());

        var infer = await _shop.RunAsync("contract", "infer", "samples/shop/landing/page_views", "-o", "views.yaml");
        Assert.Equal(0, infer.ExitCode);
        Assert.Equal(0, (await _shop.RunAsync("contract", "lint", "views.yaml")).ExitCode);
        Assert.StartsWith("# Inferred from ", await File.ReadAllTextAsync(Path.Combine(_shop.Root, "views.yaml")));
        var two = await _shop.RunAsync("contract", "infer", "views.yaml", "views.yaml");
        Assert.Equal(2, two.ExitCode);
        Assert.Contains("'views.yaml' is a file, and a project folder is expected there.", two.Error);

        await File.AppendAllTextAsync(_shop["lakehouse.yaml"], "naming: { fields: '^[a-m_]+$' }\n");
        var lint = await _shop.RunAsync("contract", "lint", ShopFolder.Project, "--json");
        Assert.Equal(2, lint.ExitCode);
        Assert.All(lint.Json.GetProperty("problems").EnumerateArray(), p => Assert.Equal("QUA0502", p.GetProperty("code").GetString()));
        Assert.Equal(2, (await _shop.RunAsync("contract", "lint", Orders)).ExitCode);
    }

    [Theory]
    [InlineData("sales/click.avsc", """{"type":"record","name":"c","fields":[{"name":"a","type":"int"}]}""", """{"type":"record","name":"c","fields":[{"name":"a","type":"string"}]}""")]
    [InlineData("sales/click.proto", "syntax = \"proto3\";\nmessage C { int32 a = 1; }\n", "syntax = \"proto3\";\nmessage C { string a = 1; }\n")]
    [InlineData("sales/click.schema.json", """{"type":"object","properties":{"a":{"type":"integer"}}}""", """{"type":"object","properties":{"a":{"type":"string"}}}""")]
    public async Task Check_compares_schemas_of_every_format(string file, string before, string after)
    {
        var path = Path.Combine(_shop.Root, ShopFolder.Project, "contracts", file);
        await File.WriteAllTextAsync(path, before);
        Copy(Path.Combine(_shop.Root, ShopFolder.Project), Path.Combine(_shop.Root, "before"));
        var same = await _shop.RunAsync("contract", "check", "--against", "before", ShopFolder.Project);
        Assert.Equal((0, ""), (same.ExitCode, same.Out));
        Assert.Contains("0 changed, 3 unchanged, 0 refused.", same.Error);
        await File.WriteAllTextAsync(path, after);

        var broken = await _shop.RunAsync("contract", "check", "--against", "before", ShopFolder.Project);

        Assert.Equal(3, broken.ExitCode);
        Assert.StartsWith($"{file.Replace(".schema.json", "")}: breaks backward compatibility", broken.Out);
        Assert.Contains("\n  breaking ", broken.Out);
        File.Delete(path);
        var gone = await _shop.RunAsync("contract", "check", "--against", "before", ShopFolder.Project);
        Assert.Equal(3, gone.ExitCode);
        Assert.Contains("CONTRACT_REMOVED", gone.Out);
    }

    [Fact]
    public async Task Drift_tells_what_nobody_declared_until_a_contract_declares_it()
    {
        var line = File.ReadLines(_shop["landing/orders/orders-2026-03-01.jsonl"]).First(l => l.EndsWith('}') && l.Contains("\"order_id\""));
        await File.WriteAllTextAsync(_shop["landing/orders/orders-2026-03-07.jsonl"], $"{line[..^1]},\"coupon_code\":\"X\"}}\n");
        Assert.Equal("Nothing in the records is undeclared.\n", (await _shop.RunAsync("contract", "drift", ShopFolder.Project)).Error);
        await _shop.RunAsync("run", ShopFolder.Project, "--select", "orders");

        var drift = await _shop.RunAsync("contract", "drift", "sales/orders", ShopFolder.Project);
        Assert.Equal(0, drift.ExitCode);
        Assert.Matches("orders +1.2.0 +field +coupon_code +1 ", drift.Out);
        var json = (await _shop.RunAsync("contract", "drift", "orders", ShopFolder.Project, "--json")).Json.EnumerateArray()
            .Single(found => found.GetProperty("path").GetString() == "coupon_code");
        Assert.Equal((1, true), (json.GetProperty("records").GetInt32(), json.GetProperty("is_open").GetBoolean()));

        Change("      - name: gift\n", "      - name: coupon_code\n        logicalType: string\n      - name: gift\n");
        Assert.DoesNotContain("coupon_code", (await _shop.RunAsync("contract", "drift", ShopFolder.Project)).Out);
        Assert.Contains("coupon_code", (await _shop.RunAsync("contract", "drift", ShopFolder.Project, "--all")).Out);
        var unknown = await _shop.RunAsync("contract", "drift", "sales/order", ShopFolder.Project);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("Did you mean 'sales/orders'?", unknown.Error);
    }

    private void Change(string part, string replacement)
    {
        var path = _shop["contracts/sales/orders.yaml"];
        var text = File.ReadAllText(path);
        Assert.Contains(part, text);
        File.WriteAllText(path, text.Replace(part, replacement, StringComparison.Ordinal));
    }

    private void Git(params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = _shop.Root })!;
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
