using Lakehouse.Jobs.Tests.Support;
using Xunit;

namespace Lakehouse.Jobs.Tests.Inspection;

/// <summary>Certificates of two roots that were both filled by DuckDB.</summary>
public sealed class ParityCommandTests : IDisposable
{
    private readonly ShopFolder _shop = new();

    public void Dispose() => _shop.Dispose();

    [Fact]
    public async Task The_certificate_names_tables_and_rows_that_differ_and_the_exit_code_is_1()
    {
        await _shop.RunAsync("run", "--storage", "one", ShopFolder.Project);
        await _shop.RunAsync("run", "--storage", "two", ShopFolder.Project);
        string[] compare = ["parity", "--storage", "one", "--with", "two", ShopFolder.Project];

        var same = await _shop.RunAsync([.. compare, "--ignore", "landed_at", "--tables", "silver.*,gold.*,quarantine"]);
        Assert.Equal(ExitCode.Done, same.ExitCode);
        Assert.Contains("# Parity of shop: ", same.Out);
        Assert.Contains("**All 5 tables are the same.**", same.Out);
        Assert.Contains("without landed_at.", same.Out);
        Assert.Contains("| gold.daily_sales | 40 | same | `40:", same.Out);

        Directory.Delete(Path.Combine(_shop.Root, "two", "gold", "web"), recursive: true);
        var page = Path.Combine(_shop.Root, "parity.md");
        var differ = await _shop.RunAsync([.. compare, "--json", "--output", page, "--tables", "silver.orders,gold.*"]);
        Assert.Equal(ExitCode.Failure, differ.ExitCode);
        var tables = differ.Json.GetProperty("tables").EnumerateArray().ToDictionary(table => table.GetProperty("table").GetString()!);
        Assert.Equal([false, false, true], tables.Values.Select(table => table.GetProperty("holds").GetBoolean()).Order());
        var row = tables["silver.orders"].GetProperty("different_rows")[0];
        Assert.Equal(["landed_at"], row.GetProperty("columns").EnumerateArray().Select(column => column.GetString()));
        var text = await File.ReadAllTextAsync(page);
        Assert.Contains("**2 of 3 tables differ.**", text);
        Assert.Contains("The table is not there on", text);
        Assert.Contains(": other values of `landed_at`.", text);
    }

    [Fact]
    public async Task A_pattern_without_a_table_is_a_mistake_of_the_caller()
    {
        await _shop.RunAsync("run", "--storage", "one", ShopFolder.Project);
        var run = await _shop.RunAsync("parity", "--storage", "one", "--with", "one", "--tables", "silver.nothing", ShopFolder.Project);
        Assert.Equal(ExitCode.Usage, run.ExitCode);
        Assert.Contains("silver.page_views", run.Error);
        Assert.Equal(ExitCode.Failure, (await _shop.RunAsync("parity", "--storage", "a", "--with", "b", ShopFolder.Project)).ExitCode);
    }
}
