using Lakehouse.Jobs.Progress;
using Lakehouse.Medallion;
using Lakehouse.Medallion.Runs;
using Xunit;

namespace Lakehouse.Jobs.Tests.Progress;

public sealed class RunningStepTests
{
    private readonly Clock _clock = new();
    private EngineProgress _engine = new(0, 0, null);

    [Fact]
    public void A_step_tells_its_count_and_guesses_the_rest()
    {
        _engine = new EngineProgress(500, 7_000, null);
        var step = NewStep();
        step.Take(new RunEvent("silver", "orders", RunEventKind.Started, "10,000 records") { Total = 10_000 });
        _clock.Seconds = 10;
        _engine = new EngineProgress(500, 9_500, 0.9);

        Assert.Equal("silver orders: 10,000 records, 2,500 read (25 %), about 30.0 s left, 10.0 s", step.Describe());
    }

    [Fact]
    public void Landing_counts_bytes()
    {
        var step = NewStep();
        step.Take(new RunEvent("bronze", "orders", RunEventKind.Started, "2 files") { Total = 2_000_000 });
        _clock.Seconds = 90;
        _engine = new EngineProgress(1_000_000, 0, null);

        Assert.Equal("bronze orders: 2 files, 1.0 MB read (50 %), about 1:30 min left, 1:30 min", step.Describe());
    }

    [Fact]
    public void When_all_is_read_no_time_is_guessed()
    {
        var step = NewStep();
        step.Take(new RunEvent("silver", "orders", RunEventKind.Started, "5 records") { Total = 5 });
        _clock.Seconds = 3;
        _engine = new EngineProgress(0, 5, 0.1);

        Assert.Equal("silver orders: 5 records, all read, writing, 3.0 s", step.Describe());
    }

    [Fact]
    public void Between_steps_there_is_nothing_to_tell_and_the_time_of_a_step_is_its_own()
    {
        var step = NewStep();
        Assert.Null(step.Describe());
        step.Take(new RunEvent("gold", "sales", RunEventKind.Started, "whole"));
        _clock.Seconds = 2;
        Assert.Equal("gold sales: whole, 2.0 s", step.Describe());

        Assert.Equal(TimeSpan.FromSeconds(2), step.Take(new RunEvent("gold", "sales", RunEventKind.Finished, "40 rows")));

        Assert.Null(step.Describe());
        _clock.Seconds = 5;
        Assert.Equal(TimeSpan.Zero, step.Take(new RunEvent("gold", "next", RunEventKind.Skipped, "nothing new")));
    }

    private RunningStep NewStep() => new(_clock, () => _engine);

    private sealed class Clock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
