using Lakehouse.Conformance.Tests.Dialects;
using Lakehouse.Delta;
using Lakehouse.Delta.History;
using Lakehouse.Engine;
using Lakehouse.Engine.Parquet;
using Lakehouse.Engine.Spark;
using Lakehouse.Engine.Storage;
using Lakehouse.TestKit.Spark;
using Xunit;
using Xunit.Abstractions;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Spark and we append, merge, delete and pack in one local table at the same moment, each at its own pace.</summary>
[Trait("Category", "Spark")]
[Collection(SparkConnectCollection.Name)]
public sealed class SparkRaceTests(SparkConnectFixture spark, ITestOutputHelper output) : IDisposable
{
    private const int Steps = 18;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("spark-race-");

    public void Dispose() => _folder.Delete(recursive: true);

    [SkippableFact]
    public async Task In_a_free_race_every_commit_of_both_is_there_once_and_both_read_the_same_rows()
    {
        // Spark's rename on a local disk may put its commit in the place of one of ours: such a race proves nothing.
        for (var race = 1; !await IsWholeAsync($"race{race}"); race++)
        {
            Assert.True(race < 3, "Spark replaced commits of ours in three races.");
        }
    }

    private async Task<bool> IsWholeAsync(string path)
    {
        var storage = new LocalStorage(_folder.FullName, Guid.NewGuid);
        DuckDbEngineOptions Options(string purpose) => new($"{_folder.FullName}/{path}-{purpose}");
        using var parquet = new DuckDbParquetFiles(storage, Options("log"));
        using var engine = new DuckDbEngine(storage, Options("rows"));
        var environment = new DeltaEnvironment(storage, parquet, TimeProvider.System, Guid.NewGuid);
        using var rewriter = new DuckDbFileRewriter(environment, Options("files"));
        await using var session = await SparkSession.Builder(TimeProvider.System, Guid.NewGuid)
            .Remote(spark.Address).GetOrCreateAsync(CancellationToken.None);
        var sparks = new RacingSpark(session, SparkScript.Table($"{_folder.FullName}/{path}"));
        var ours = new RacingMedallion(environment, path, new DuckDbRowChanger(environment, engine), rewriter);
        await sparks.CreateAsync();

        await RaceAsync(sparks, ours);

        var table = new DeltaTable(environment, path);
        var history = await HistoryAsync(table);
        output.WriteLine($"{path}: conflicts of Spark {sparks.Conflicts}, of ours {ours.Conflicts}");
        if (ours.Versions.Values.Any(version => IsOfSpark(history[(int)version]))) return false;
        ExpectEveryCommitOnce(history, ours);
        ExpectCommitsThatCameBetween(history);
        var relation = await engine.RelationAsync(table, (await table.LoadAsync()).Scan());
        var rows = await engine.QueryAsync($"select concat_ws('|', part, id, n) from {relation}", row => row.GetString(0), default);
        Assert.Equal(ExpectedRows().Order(StringComparer.Ordinal), rows.Order(StringComparer.Ordinal));
        Assert.Equal(ExpectedRows().Order(StringComparer.Ordinal), sparks.Rows().Order(StringComparer.Ordinal));
        Assert.Empty((await table.VerifyAsync()).Faults);
        return true;
    }

    private static async Task RaceAsync(RacingSpark sparks, RacingMedallion ours)
    {
        using var begun = new SemaphoreSlim(0);
        var first = Task.Run(() => sparks.RunAsync(Steps, () => begun.Release()));
        var second = Task.Run(() => ours.RunAsync(Steps, () => Task.WhenAny(begun.WaitAsync(), first)));
        await Task.WhenAll(first, second);
    }

    private static async Task<IReadOnlyList<HistoryEntry>> HistoryAsync(DeltaTable table)
    {
        var history = new List<HistoryEntry>();
        await foreach (var entry in table.ReadHistoryAsync())
        {
            history.Insert(0, entry);
        }

        return history;
    }

    private static void ExpectEveryCommitOnce(IReadOnlyList<HistoryEntry> history, RacingMedallion ours)
    {
        Assert.Equal(Enumerable.Range(0, history.Count).Select(version => (long)version), history.Select(entry => entry.Version));
        Assert.Equal(
            ours.Versions.Values.Order(),
            history.Where(entry => !IsOfSpark(entry)).Select(entry => entry.Version));
        Assert.Equal(Steps, ours.Versions.Values.Distinct().Count());
        Assert.Equal(
            Enumerable.Range(1, Steps),
            history.Where(entry => IsOfSpark(entry) && entry.Version > 1).Select(entry => int.Parse(entry.CommitInfo!.UserMetadata!)));
    }

    /// <summary>Both committed over commits of the other that they had not read: else they took turns.</summary>
    private static void ExpectCommitsThatCameBetween(IReadOnlyList<HistoryEntry> history)
    {
        var later = history.Where(entry => entry.CommitInfo!.ReadVersion < entry.Version - 1).ToList();
        Assert.Contains(later, IsOfSpark);
        Assert.Contains(later, entry => !IsOfSpark(entry));
    }

    private static IEnumerable<string> ExpectedRows() =>
        new[] { RacingSpark.Part, RacingMedallion.Part }.SelectMany(RowsOf).Append($"both|0|{2 * Steps / 6}");

    /// <summary>Rows 0, 1 and 2 of the first two of six steps; the merge counts in the second's and adds row 3; rows 1 go.</summary>
    private static IEnumerable<string> RowsOf(string part) =>
        Enumerable.Range(0, Steps / 6).Select(round => round * 60).SelectMany(round => new[]
        {
            $"{part}|{round + 10}|0", $"{part}|{round + 12}|0",
            $"{part}|{round + 20}|1", $"{part}|{round + 22}|1", $"{part}|{round + 23}|100",
        });

    private static bool IsOfSpark(HistoryEntry entry) =>
        entry.CommitInfo!.EngineInfo!.Contains("Spark", StringComparison.Ordinal);
}
