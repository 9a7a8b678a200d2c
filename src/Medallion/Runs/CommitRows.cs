using System.Text.Json;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Runs;

/// <summary>The rows that the notes of a Silver commit hold: its balance, and what nobody declared.</summary>
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
        StepDrift.In(notes).Select(entry => (IReadOnlyList<object?>)
        [
            notes.GetProperty("run").GetString(), dataset.Name, dataset.Contract.Key, version, entry.Kind.ToString(),
            entry.ContractVersion, entry.Path, entry.Value, entry.Records, entry.FirstSeen, entry.LastSeen,
        ]);
}
