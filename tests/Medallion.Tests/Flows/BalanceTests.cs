using Lakehouse.Medallion.Tests.Support;
using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>What the run does when its books, or the books of a table, are not as they must be.</summary>
public sealed class BalanceTests
{
    private const string Event =
        """{"event_id":"ID","event_name":"search","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"s","source":"web","country":"DE","properties":{}}""";

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    public async Task When_a_record_is_lost_or_appears_from_nowhere_nothing_is_published(int counted)
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Event.Replace("ID", "1") + "\nno JSON\n");
        await lakehouse.RunAsync();
        foreach (var table in lakehouse.Tables().Where(table => table != "bronze/events"))
        {
            Directory.Delete(Path.Combine(lakehouse.StorageRoot, table), recursive: true);
        }
        var log = Path.Combine(lakehouse.StorageRoot, "bronze/events/_delta_log/00000000000000000000.json");
        var text = File.ReadAllText(log);
        var tampered = text.Replace("\\\"numRecords\\\":2", $"\\\"numRecords\\\":{counted}")
            .Replace("\\u0022numRecords\\u0022:2", $"\\u0022numRecords\\u0022:{counted}");
        Assert.NotEqual(text, tampered);
        File.WriteAllText(log, tampered);

        var error = await Assert.ThrowsAsync<MedallionException>(() => lakehouse.RunAsync());

        Assert.Equal(ErrorCodes.Balance, error.Code);
        Assert.Contains($"{counted} records were read and 0 came back, but 1 accepted, 0 duplicate, 1 quarantined and 0 parked", error.Message);
        Assert.Equal(["bronze/events"], lakehouse.Tables());

        File.WriteAllText(log, text);
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        Assert.Equal(["1"], await lakehouse.QueryAsync("select event_id from {silver/events}"));
    }

    [Fact]
    public async Task A_checkpoint_that_cannot_be_written_is_a_warning_and_the_run_is_done()
    {
        using var lakehouse = new TestLakehouse("events");
        for (var file = 0; file < 10; file++)
        {
            lakehouse.Land($"{file}.jsonl", Event.Replace("ID", $"{file}") + "\n");
            Assert.Empty((await lakehouse.RunAsync(null, "events")).Warnings);
        }
        lakehouse.Land("last.jsonl", Event.Replace("ID", "last") + "\n");
        var plan = new FaultPlan(0, Fault.Before, StaysDown: false) { Path = ".checkpoint.parquet" };

        var report = await lakehouse.RunAsync(inner => new FaultingStorage(inner, plan), "events");

        Assert.Equal("done", report.Status);
        Assert.Equal(
            ["bronze/events", "ops/balances", "ops/runs", "quarantine", "silver/events"],
            report.Warnings.Select(warning => warning.Subject).Order(StringComparer.Ordinal));
        Assert.All(report.Warnings, warning => Assert.Equal(ErrorCodes.CheckpointFailed, warning.Code));
        Assert.Equal(["11"], await lakehouse.QueryAsync("select count(*) from {silver/events}"));
        Assert.Equal("done", (await lakehouse.RunAsync(null, "events")).Status);
    }
}
