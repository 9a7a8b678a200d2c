using Lakehouse.Jobs.Output;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Medallion.Trials;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>What the records that landed say of a change, as lines for people.</summary>
internal static class EvidenceText
{
    private const int ShownFields = 10;

    /// <summary>The answer for each dataset and earlier version, then what it means; no lines when nobody asked.</summary>
    public static IEnumerable<string> Lines(CheckedContract contract)
    {
        foreach (var evidence in contract.Evidence)
        {
            yield return $"on what landed in {evidence.Dataset}, against version {evidence.Earlier}: " + (evidence.Obstacle
                ?? $"{Amount.Of(evidence.Records)} records, {Amount.Of(evidence.RefusedNow)} accepted then and refused now, "
                + $"{Amount.Of(evidence.AcceptedNow)} refused then and accepted now");
            foreach (var field in evidence.Changes.GroupBy(change => (change.Becomes, change.Code, change.Path)).Take(ShownFields))
            {
                yield return $"  {(field.Key.Becomes == "rejected" ? "refused" : "accepted")} {field.Key.Code} {field.Key.Path}: "
                    + $"{Amount.Of(field.Sum(change => change.Records))}{Example(evidence, field.Key)}";
            }
        }
        if (contract.IsRefuted)
        {
            yield return "refuted by what landed";
        }
        else if (contract.IsProved)
        {
            yield return "proved by what landed: every record that was accepted still is";
        }
    }

    private static string Example(DataEvidence evidence, (string Becomes, string Code, string Path) field) =>
        evidence.Examples.FirstOrDefault(example => (example.Becomes, example.Code, example.Path) == field) is TrialExample one
            ? $", such as {one.Record}"
            : "";
}
