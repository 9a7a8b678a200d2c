using System.Text.Json;

namespace Lakehouse.Benchmarks.Answers;

/// <summary>What a run must have come to: counts and all rows of both products.</summary>
/// <param name="Read">Records in Bronze.</param>
/// <param name="Accepted">Rows of Silver.</param>
/// <param name="Quarantined">Records in quarantine.</param>
/// <param name="Revenue">Rows of daily_revenue as texts.</param>
/// <param name="Funnel">Rows of daily_funnel as texts.</param>
internal sealed record Answer(long Read, long Accepted, long Quarantined, IReadOnlyList<string> Revenue, IReadOnlyList<string> Funnel)
{
    /// <summary>The generator's answers.</summary>
    public static Answer Expected(string file)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(file));
        var root = json.RootElement;
        return new Answer(
            root.GetProperty("read").GetInt64(),
            root.GetProperty("accepted").GetInt64(),
            root.GetProperty("quarantined").GetInt64(),
            Rows(root, "daily_revenue"),
            Rows(root, "daily_funnel"));
    }

    /// <summary>Stops the benchmark when a side is fast but wrong.</summary>
    /// <exception cref="InvalidOperationException">The answers differ.</exception>
    public void MustBe(Answer expected, string who)
    {
        if ((Read, Accepted, Quarantined) != (expected.Read, expected.Accepted, expected.Quarantined))
        {
            throw new InvalidOperationException(
                $"{who}: read, accepted, quarantined are {(Read, Accepted, Quarantined)}, "
                + $"not {(expected.Read, expected.Accepted, expected.Quarantined)}.");
        }

        MustBeSame(Revenue, expected.Revenue, $"{who}: daily_revenue");
        MustBeSame(Funnel, expected.Funnel, $"{who}: daily_funnel");
    }

    private static void MustBeSame(IReadOnlyList<string> found, IReadOnlyList<string> expected, string what)
    {
        if (!found.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
        {
            throw new InvalidOperationException(
                $"{what} has other rows than expected: {found.Except(expected).Count()} too many, {expected.Except(found).Count()} missing.");
        }
    }

    private static string[] Rows(JsonElement root, string product) =>
    [
        .. root.GetProperty("gold").GetProperty(product).GetProperty("rows").EnumerateArray()
            .Select(row => string.Join('|', row.EnumerateArray().Select(value => value.ToString()))),
    ];
}
