using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Generation;
using Lakehouse.Quality.Tests.Sql;

namespace Lakehouse.Quality.Tests.Generation;

/// <summary>The verdict of a run on generated records is what was planted, for random contracts.</summary>
public sealed class PlantedVerdictTests
{
    private const int Records = 60;

    [Fact]
    public void The_verdict_equals_the_planted_errors_for_contracts_of_the_open_standard() => Check(40, RandomContract.Open);

    [Fact]
    public void The_verdict_equals_the_planted_errors_for_contracts_written_as_json_schemas() => Check(40, RandomContract.Schema);

    private static void Check(int count, Func<Random, (Contract Contract, string Text)> make)
    {
        var codes = new HashSet<string>();
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), seed =>
        {
            var (contract, text) = make(new Random(seed));
            var generator = new RecordGenerator(contract, seed);
            var records = Enumerable.Range(0, Records).Select(i => generator.Next(isFaulty: i % 3 > 0)).ToList();
            using var run = new VerdictRun(VerdictRun.SourceOf(contract));
            foreach (var (record, errors) in records.Zip(run.Errors([.. records.Select(record => record.Payload)])))
            {
                var told = errors.Select(error => error[..error.IndexOf(": ", StringComparison.Ordinal)]);
                var planted = record.Errors.Select(error => $"{error.Code} {error.Path}");
                Assert.True(planted.SequenceEqual(told), $"""
                    seed {seed}: {record.Payload}
                    planted {string.Join(", ", planted)}
                    told    {string.Join(", ", errors)}
                    {text}
                    """);
                codes.UnionWith(record.Errors.Select(error => error.Code));
            }
        }));
        // A property that never plants a kind of fault says nothing of it.
        Assert.Superset(new HashSet<string> { "MALFORMED", "DUPLICATE_KEY", "TYPE", "FORMAT", "REQUIRED", "ENUM", "RANGE", "PATTERN", "LENGTH" }, codes);
    }
}
