using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Medallion.Drift;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Runs;

/// <summary>The rows that the notes of a Silver commit hold, its balance and what nobody declared, and those of steps without a commit.</summary>
internal static class CommitRows
{
    /// <summary>The balance.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Balance(SilverDataset dataset, long version, JsonElement notes)
    {
        if (notes.TryGetProperty("balance", out var counts))
        {
            var balance = Silver.Balance.FromJson(counts);
            yield return
            [
                notes.GetProperty("run").GetString(), dataset.Name, version, notes.GetProperty("bronzeFrom").GetInt64(),
                notes.GetProperty("bronzeTo").GetInt64(), balance.Read, balance.Accepted, balance.Duplicate,
                balance.Quarantined, balance.Conflicts, balance.Displaced, balance.Undeclared,
                balance.Parked, balance.Unparked, balance.Replayed, balance.Withdrawn,
            ];
        }
    }

    /// <summary>What nobody declared.</summary>
    public static IEnumerable<IReadOnlyList<object?>> Drift(SilverDataset dataset, long version, JsonElement notes) =>
        StepDrift.In(notes).Select(entry => Row(notes.GetProperty("run").GetString(), dataset.Source, version, entry));

    /// <summary>What nobody declared in steps that it kept from being published: once, however often a run tries them again.</summary>
    public static OpsRows Blocked(RunContext context, IEnumerable<SilverReport> reports, Func<string, long> progress)
    {
        var rows = new List<IReadOnlyList<object?>>();
        var reached = new List<SetTransaction>();
        foreach (var report in reports)
        {
            var appId = $"medallion/ops/blocked/{report.Dataset}";
            if (report.Blocked is { } blocked && progress(appId) < blocked.BronzeTo)
            {
                var source = context.Project.Sources.Single(source => source.Dataset == report.Dataset);
                rows.AddRange(blocked.Drift.Select(entry => Row(context.RunId, source, null, entry)));
                reached.Add(new SetTransaction(appId, blocked.BronzeTo, context.StartedAt.ToUnixTimeMilliseconds()));
            }
        }
        return new OpsRows(rows, reached);
    }

    private static IReadOnlyList<object?> Row(string? run, Source source, long? version, DriftEntry entry) =>
    [
        run, source.Dataset, source.Contract.Key, version, entry.Kind.ToString(),
        entry.ContractVersion, entry.Path, entry.Value, entry.Records, entry.FirstSeen, entry.LastSeen,
    ];
}
