using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Engine;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Engines;

/// <summary>Faults between a run and its server: the run goes on or says why not, and the tables become what they would have.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait("Category", "Spark")]
public sealed class SparkRunFaultTests(SparkConnectFixture spark)
{
    private const string Root = "spark";

    [SkippableFact]
    public async Task Connections_that_break_again_and_again_change_nothing()
    {
        using var lab = await LabAsync();
        using var proxy = new CuttingProxy(spark.Address, chunkSize: 2000);
        // Enough chunks to get on, and never at the same place of an answer for long.
        proxy.CutEach(connection => 5 + (connection * 7 % 11));

        var report = await lab.RunOverAsync(Root, proxy.Address);

        Assert.Empty(report.Problems);
        Assert.True(proxy.Connections > 10, $"{proxy.Connections} connections");
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task The_answer_to_every_call_may_be_lost_once()
    {
        using var lab = await LabAsync();
        using var network = new FaultyNetwork(call => call % 2 == 1 ? Fault.AnswerLost : Fault.None);

        var report = await lab.RunOverAsync(Root, network: network);

        Assert.Empty(report.Problems);
        // Statements too were done and not heard of.
        Assert.Contains(network.Calls.Chunk(2), pair => pair is ["ExecutePlan", "ReattachExecute"]);
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task Runs_that_lose_the_server_for_good_are_completed_by_the_next()
    {
        using var lab = await LabAsync();
        var lost = 0;
        for (var last = 1; ; last += 7)
        {
            using var network = new FaultyNetwork(call => call > last ? Fault.NotSent : Fault.None);
            try
            {
                await lab.RunOverAsync(Root, network: network);
                break;
            }
            catch (EngineException e)
            {
                Assert.Equal((ErrorCodes.SparkUnreachable, true), (e.Code, e.IsTransient));
                lost++;
            }
        }
        Assert.True(lost > 3, $"{lost} runs");
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task A_token_that_expires_in_mid_run_is_read_again()
    {
        using var lab = await LabAsync();
        using var network = new FaultyNetwork(call => call % 10 == 0 ? Fault.TokenRefused : Fault.None);
        var file = Path.Combine(lab.Project, "token");
        await File.WriteAllTextAsync(file, "fresh\n");

        var report = await lab.RunOverAsync(Root, $"{spark.Address}/;use_ssl=false;token_file={Uri.EscapeDataString(file)}", network);

        Assert.Empty(report.Problems);
        Assert.True(network.Calls.Count > 20, $"{network.Calls.Count} calls");
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task A_run_that_no_token_helps_ends_and_another_completes_it()
    {
        using var lab = await LabAsync();
        using var network = new FaultyNetwork(call => call > 25 ? Fault.TokenRefused : Fault.None);

        var error = await Assert.ThrowsAsync<Engine.Spark.SparkException>(() => lab.RunOverAsync(Root, network: network));

        Assert.Equal((ErrorCodes.SparkDenied, false), (error.Code, error.IsTransient));
        await lab.RunOverAsync(Root);
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task A_server_that_wants_a_token_and_ends_every_stream_soon_serves_a_run()
    {
        using var server = SparkServer.Start(
            0, "spark.connect.authenticate.token=right", "spark.connect.execute.reattachable.senderMaxStreamDuration=100ms");
        using var lab = await LabAsync();

        var error = await Assert.ThrowsAsync<Engine.Spark.SparkException>(() => lab.RunOverAsync(Root, $"{server.Address}/;use_ssl=false;token=wrong"));
        Assert.Equal(ErrorCodes.SparkDenied, error.Code);
        Assert.DoesNotContain("wrong", error.ToString());
        Assert.False(Directory.Exists(Path.Combine(lab.Root(Root), "bronze")));

        using var network = new FaultyNetwork(_ => Fault.None);
        var report = await lab.RunOverAsync(Root, $"{server.Address}/;use_ssl=false;token=right", network);
        Assert.Empty(report.Problems);
        Assert.Contains("ReattachExecute", network.Calls);
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task A_statement_longer_than_the_server_keeps_streams_open_runs_once()
    {
        using var server = SparkServer.Start(0, "spark.connect.execute.reattachable.senderMaxStreamDuration=5s");
        using var lab = TwoLakehouses.OfFixture("Readings", server.Address);
        File.WriteAllText(Path.Combine(lab.Project, "products", "lab", "by_site.sql"), """
            select a.event_date, a.site, count(*) as readings, cast(sum(a.value) as decimal(18, 2)) as total
            from silver.readings as a cross join silver.readings as b cross join silver.readings as c cross join silver.readings as d
            where concat(a.id, b.id, c.id, d.id) <> '1'
            group by a.event_date, a.site
            """);
        lab.LandText("readings/a.jsonl", [.. Enumerable.Range(0, 40).Select(i =>
            $$"""{"id":"{{i}}","taken_at":"2026-03-01T10:00:00Z","site":"north","value":1.5}""")]);
        await lab.RunAsync(("duckdb", "duckdb"));

        using var network = new FaultyNetwork(_ => Fault.None);
        var report = await lab.RunOverAsync(Root, network: network);

        Assert.Empty(report.Problems);
        Assert.Contains("ReattachExecute", network.Calls);
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task A_task_that_runs_out_of_memory_ends_the_run_and_the_next_completes_it()
    {
        using var server = SparkServer.StartWith("512m");
        using var lab = await LabAsync(new string('x', 120 << 20));

        var error = await Assert.ThrowsAnyAsync<EngineException>(() => lab.RunOverAsync(Root, server.Address));

        // A local server is its only executor, and ends with it.
        Assert.Equal((ErrorCodes.SparkUnreachable, true), (error.Code, error.IsTransient));
        Assert.Contains("java.lang.OutOfMemoryError", server.Log);
        await lab.RunAgainAsync(Root, "duckdb");
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task An_executor_that_runs_out_of_memory_ends_the_run_but_not_the_server_and_the_next_run_completes_it()
    {
        using var server = SparkServer.StartWithExecutor(512, "spark.task.maxFailures=2");
        using var lab = await LabAsync(new string('x', 150 << 20));

        var error = await Assert.ThrowsAsync<Engine.Spark.SparkException>(() => lab.RunOverAsync(Root, server.Address));

        Assert.Equal((ErrorCodes.OutOfMemory, false), (error.Code, error.IsTransient));
        using var lean = await LabAsync();
        Assert.Empty((await lean.RunOverAsync(Root, server.Address)).Problems);
        await SameAsync(lean);
        await lab.RunAgainAsync(Root, "duckdb");
        await SameAsync(lab);
    }

    [SkippableFact]
    public async Task What_a_dead_run_left_is_removed_when_no_run_can_need_it()
    {
        using var lab = await LabAsync();
        var (old, young) = (Path.Combine(lab.Root(Root), "_scratch/old/verdict-1/part.parquet"), Path.Combine(lab.Root(Root), "_scratch/young/verdict-1/part.parquet"));
        foreach (var (file, age) in new[] { (old, 8), (young, 6) })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllTextAsync(file, "");
            File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddDays(-age));
        }

        await lab.RunOverAsync(Root);

        Assert.False(Directory.Exists(Path.Combine(lab.Root(Root), "_scratch/old")));
        Assert.Equal([young], Directory.EnumerateFiles(Path.Combine(lab.Root(Root), "_scratch"), "*", SearchOption.AllDirectories));
    }

    // What DuckDB makes of the landing is there.
    private async Task<TwoLakehouses> LabAsync(string line = "no record")
    {
        var lab = TwoLakehouses.OfFixture("Readings", spark.Address);
        lab.LandText("readings/a.jsonl",
            """{"id":"1","taken_at":"2026-03-01T10:00:00Z","site":"north","value":1.5}""",
            """{"id":"2","taken_at":"2026-03-02T10:00:00Z","site":"south","value":2}""",
            """{"id":"2","taken_at":"2026-03-02T10:00:00Z","site":"south","value":3}""", line);
        await lab.RunAsync(("duckdb", "duckdb"));
        return lab;
    }

    private static async Task SameAsync(TwoLakehouses lab)
    {
        Assert.Equal(await lab.HashesAsync("duckdb"), await lab.HashesAsync(Root));
        Assert.Equal(await lab.BalancesAsync("duckdb"), await lab.BalancesAsync(Root));
    }
}
