using Lakehouse.Medallion.Tests.Support;
using Lakehouse.Medallion.Trials;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Xunit;

namespace Lakehouse.Medallion.Tests.Flows;

/// <summary>A trial tells what a contract would make of what landed, and a run under that contract makes just that.</summary>
public sealed class TrialTests
{
    private const string ContractFile = "contracts/web/events.yaml";

    private const string Event =
        """{"event_id":"ID","event_name":"page_view","schema_version":1,"occurred_at":"2026-01-02T03:04:05Z","sent_at":"2026-01-02T03:04:06Z","anonymous_id":"a","session_id":"s","source":"SOURCE"}""";

    [Fact]
    public async Task It_counts_changed_verdicts_by_code_and_producer_and_shows_examples()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("app/a.jsonl", Lines(("1", "ios"), ("2", "web"), ("3", "tv")));
        lakehouse.Land("site/b.jsonl", Lines(("4", "web"), ("5", "android")) + "no JSON\n");
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var proposed = Propose(lakehouse, "[web, tv]");

        var trial = await TryAsync(lakehouse, proposed, new TrialOptions());

        Assert.False(trial.Unchanged);
        Assert.True((await TryAsync(lakehouse, Write(lakehouse, yaml => yaml + "# the same\n"), new TrialOptions())).Unchanged);
        Assert.Equal((6, 4, 3), (trial.Records, trial.AcceptedNow, trial.AcceptedThen));
        Assert.Equal((2, 1, 0), (trial.WouldBeRejected, trial.WouldBeAccepted, trial.OtherReasons));
        Assert.Equal(
            ["accepted ENUM source app 1", "rejected ENUM source app 1", "rejected ENUM source site 1"],
            trial.Changes.Select(c => $"{c.Becomes} {c.Code} {c.Path} {c.Producer} {c.Records}").Order(StringComparer.Ordinal));
        Assert.Equal(
            ["accepted app/a.jsonl:2", "rejected app/a.jsonl:0", "rejected site/b.jsonl:1"],
            trial.Examples.Select(e => $"{e.Becomes} {e.Record}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_run_under_the_contract_accepts_as_many_records_as_its_trial_said()
    {
        using var lakehouse = new TestLakehouse("events");
        var events = Enumerable.Range(0, 60).Select(i => ($"{i}", new[] { "web", "ios", "android", "tv", "radio" }[i % 5]));
        lakehouse.Land("a.jsonl", Lines([.. events]));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var proposed = Propose(lakehouse, "[ios, tv, radio]");
        var trial = await TryAsync(lakehouse, proposed, new TrialOptions());

        lakehouse.Edit(ContractFile, _ => File.ReadAllText(proposed));
        lakehouse.Storage = "other";
        var balance = (await lakehouse.RunAsync()).Silver.Single().Balance;

        Assert.Equal(balance.Read, trial.Records);
        Assert.Equal(balance.Accepted, trial.AcceptedThen);
        Assert.Equal(balance.Quarantined, trial.Records - trial.AcceptedThen);
    }

    [Fact]
    public async Task Only_records_since_a_day_or_a_fixed_sample_are_tried()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Lines([.. Enumerable.Range(0, 1_000).Select(i => ($"{i}", "web"))]));
        Assert.Equal("done", (await lakehouse.RunAsync()).Status);
        var proposed = Propose(lakehouse, "[ios]");
        var tomorrow = lakehouse.Clock.GetUtcNow().Date.AddDays(1);

        var later = await TryAsync(lakehouse, proposed, new TrialOptions { Since = new DateTimeOffset(tomorrow, TimeSpan.Zero) });
        var sample = await TryAsync(lakehouse, proposed, new TrialOptions { SamplePercent = 30 });
        var again = await TryAsync(lakehouse, proposed, new TrialOptions { SamplePercent = 30 });

        Assert.Equal(0, later.Records);
        Assert.InRange(sample.Records, 200, 400);
        Assert.Equal(sample.Records, again.Records);
        Assert.Equal(sample.Examples.Select(e => e.Record), again.Examples.Select(e => e.Record));
    }

    [Fact]
    public async Task A_contract_that_cannot_judge_the_dataset_is_refused()
    {
        using var lakehouse = new TestLakehouse("events");
        lakehouse.Land("a.jsonl", Lines(("1", "web")));
        await lakehouse.RunAsync();
        var noTime = Write(lakehouse, yaml => yaml.Replace("name: occurred_at", "name: happened_at"));
        var badRule = Write(lakehouse, yaml => yaml.Replace("properties.order_id is not null", "properties.nothing is not null"));

        var first = await Assert.ThrowsAsync<ContractException>(() => TryAsync(lakehouse, noTime, new TrialOptions()));
        var second = await Assert.ThrowsAsync<ContractException>(() => TryAsync(lakehouse, badRule, new TrialOptions()));

        Assert.Contains(first.Problems, problem => problem.Code == Quality.ErrorCodes.BadEventTime);
        Assert.Contains(second.Problems, problem => problem.Message.Contains("nothing", StringComparison.Ordinal));
    }

    private static string Lines(params (string Id, string Source)[] events) => string.Concat(
        events.Select(one => Event.Replace("ID", one.Id).Replace("SOURCE", one.Source) + "\n"));

    private static string Propose(TestLakehouse lakehouse, string sources) =>
        Write(lakehouse, yaml => yaml.Replace("[web, ios, android]", sources));

    private static string Write(TestLakehouse lakehouse, Func<string, string> change)
    {
        var before = File.ReadAllText(Path.Combine(lakehouse.Folder, ContractFile));
        var after = change(before);
        Assert.NotEqual(before, after);
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(lakehouse.Folder, "..", "proposed")).FullName, $"{Guid.NewGuid():N}.yaml");
        File.WriteAllText(file, after);
        return file;
    }

    private static async Task<ContractTrial> TryAsync(TestLakehouse lakehouse, string contract, TrialOptions options)
    {
        using var session = lakehouse.Open();
        return await new ContractTrialReader(session)
            .TryAsync(ContractReader.Read(contract, File.ReadAllText(contract)), options, CancellationToken.None);
    }
}
