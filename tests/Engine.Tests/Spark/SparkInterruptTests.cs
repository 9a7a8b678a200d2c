using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Statements that are stopped while they run, and what the server tells of those that go on.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkInterruptTests(SparkConnectFixture spark)
{
    // Ten minutes, unless it is interrupted.
    private const string Endless =
        "SELECT java_method('java.lang.Thread', 'sleep', CAST(1000 AS BIGINT)) FROM range(0, 600, 1, 600)";

    [SkippableFact]
    public async Task A_cancelled_query_is_interrupted_on_the_server()
    {
        await using var session = SparkConnectCollection.Open(spark);
        using var cancellation = new CancellationTokenSource();
        var query = await session.SqlAsync(Endless);
        var running = query.CollectAsync(cancellation.Token);
        await Task.Delay(500);

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Empty(await session.InterruptAllAsync());
        Assert.Equal(1, session.Sql("SELECT 1").Collect().Single().Get(0));
    }

    [SkippableFact]
    public async Task Leaving_the_rows_early_ends_the_query()
    {
        await using var session = SparkConnectCollection.Open(spark);

        await foreach (var row in session.Sql("SELECT id FROM range(0, 10000000, 1, 50)").ToLocalIteratorAsync())
        {
            Assert.Equal(0L, row.Get(0));
            break;
        }

        Assert.Empty(await session.InterruptAllAsync());
    }

    [SkippableFact]
    public async Task Statements_are_interrupted_by_their_tag()
    {
        await using var session = SparkConnectCollection.Open(spark);
        session.AddTag("nightly");
        var query = await session.SqlAsync(Endless);
        var running = query.CollectAsync();
        session.RemoveTag("nightly");

        IReadOnlyList<string> interrupted = [];
        while (interrupted.Count == 0)
        {
            Assert.Empty(await session.InterruptTagAsync("other"));
            interrupted = await session.InterruptTagAsync("nightly");
        }

        var error = await Assert.ThrowsAsync<SparkException>(() => running);
        Assert.Equal((ErrorCodes.SparkInterrupted, "OPERATION_CANCELED"), (error.Code, error.ErrorClass));
        Assert.Single(interrupted);
    }

    [SkippableFact]
    public async Task Another_sessions_statements_are_not_interrupted()
    {
        await using var session = SparkConnectCollection.Open(spark);
        await using var other = SparkConnectCollection.Open(spark);
        var running = (await session.SqlAsync("SELECT java_method('java.lang.Thread', 'sleep', CAST(1500 AS BIGINT))")).CollectAsync();
        await Task.Delay(300);

        Assert.Empty(await other.InterruptAllAsync());

        Assert.Single(await running);
    }

    [SkippableFact]
    public async Task Progress_is_told()
    {
        var told = new List<SparkProgress>();
        await using var session = SparkConnectCollection.Builder(spark.Address)
            .Config("spark.connect.progress.reportInterval", "100ms")
            .Progress(new Collector(told)).GetOrCreate();

        session.Sql("SELECT java_method('java.lang.Thread', 'sleep', CAST(200 AS BIGINT)) FROM range(0, 8, 1, 8)").Collect();

        var last = told[^1];
        Assert.Contains(told, progress => progress.RunningTasks > 0);
        Assert.Equal(8, last.Stages.Max(stage => stage.Tasks));
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("a,b")]
    public void A_tag_without_text_or_with_a_comma_is_refused(string tag)
    {
        using var session = SparkConnectCollection.Open(spark);

        Assert.ThrowsAny<ArgumentException>(() => session.AddTag(tag));
        Assert.Empty(session.Tags);
    }

    private sealed class Collector(List<SparkProgress> told) : IProgress<SparkProgress>
    {
        public void Report(SparkProgress value) => told.Add(value);
    }
}
