using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Tests.Support;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>The files of the flow's own tables tell of the columns that the table's properties name.</summary>
public sealed class FileStatisticsTests
{
    [Fact]
    public async Task Statistics_of_new_files_describe_the_columns_that_the_table_names()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Order("1"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var named = new Dictionary<string, string>
        {
            [lakehouse.Tables().Single(table => table.StartsWith("bronze/", StringComparison.Ordinal))] = "landing_position",
            ["silver/events"] = "event_id,country",
        };
        using (var session = lakehouse.Open())
        {
            foreach (var (table, columns) in named)
            {
                await new AlterTable(session.Tables, table)
                    .SetPropertiesAsync(new Dictionary<string, string> { ["delta.dataSkippingStatsColumns"] = columns });
            }
        }
        lakehouse.Land("b.jsonl", Order("2"));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);

        using var opened = lakehouse.Open();
        foreach (var (table, columns) in named)
        {
            var snapshot = await new DeltaTable(opened.Tables, table).LoadAsync();
            var newest = snapshot.Files.MaxBy(file => file.ModificationTime)!;
            using var statistics = JsonDocument.Parse(newest.StatsJson!);
            Assert.Equal(
                columns.Split(',').Order(),
                statistics.RootElement.GetProperty("nullCount").EnumerateObject().Select(column => column.Name).Order());
        }
    }

    private static string Order(string id) =>
        $$$"""{"event_id":"{{{id}}}","event_name":"order_completed","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"s","source":"web","country":"DE","properties":{"order_id":"o","amount":5.00,"currency":"EUR","quantity":1}}"""
        + "\n";
}
