using Lakehouse.Benchmarks.Answers;
using Lakehouse.Benchmarks.Children;

namespace Lakehouse.Benchmarks.Cases;

/// <summary>One measured run of a side, whose answers are checked.</summary>
internal static class Sides
{
    public static async Task<Measurement> OursAsync(string storage, string landing, string expected, string? project = null, params string[] args)
    {
        await Programs.SettleAsync();
        var measured = await Measurement.OfAsync(
            [OurRun.Verb, "run", project ?? BenchmarkOptions.Project, "--storage", storage, "--landing", landing, "--quiet", .. args]);
        (await AnswerReader.OursAsync(storage, landing)).MustBe(Answer.Expected(expected), "our run");
        return measured;
    }

    public static async Task<Measurement> ByHandAsync(BenchmarkOptions options, string folder, string landing, string expected)
    {
        await Programs.SettleAsync();
        var measured = await Measurement.OfAsync(
            ByHandRun.Verb, Path.Combine(options.Shared, "bench", "by-hand.sql"), folder, landing);
        (await AnswerReader.ByHandAsync(folder)).MustBe(Answer.Expected(expected), "by hand");
        return measured;
    }
}
