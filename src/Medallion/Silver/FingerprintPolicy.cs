using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>What to do when a table was built by other rules than the project has now.</summary>
internal static class FingerprintPolicy
{
    /// <summary>Why the dataset cannot go on, or null when it can.</summary>
    public static RunProblem? Refusal(SilverDataset dataset, Snapshot? silver)
    {
        if (silver is null || IsCurrent(dataset, silver))
        {
            return null;
        }
        if (dataset.Source.OnChange == ChangePolicy.Rebuild)
        {
            return new RunProblem(
                ErrorCodes.FingerprintChanged, dataset.Table,
                "the contract or source changed since the table was built, and rebuilding in place is not available yet. "
                + "Build into another storage with --storage, or set on_change: forward in the source to judge only new "
                + "records by the new rules.",
                BrokenData: false);
        }
        return silver.Metadata.Schema.Fields.Select(Describe).SequenceEqual(dataset.Schema.Fields.Select(Describe))
            ? null
            : new RunProblem(
                ErrorCodes.SchemaChanged, dataset.Table,
                "the contract now gives the table other columns, which on_change: forward cannot bring to the rows that are "
                + "there. Build into another storage with --storage.",
                BrokenData: false);
    }

    /// <summary>
    /// Why a step that a killed run began by other rules cannot be finished: what they rejected stands in quarantine, and by
    /// the rules of now other records would be accepted. Null when there is no such step.
    /// </summary>
    public static RunProblem? Unfinished(SilverDataset dataset, Snapshot? silver, Snapshot? quarantine)
    {
        var begun = quarantine?.TransactionVersion(dataset.AppId);
        var isUnfinished = IsAhead(dataset.AppId) || IsAhead(dataset.StepAppId);
        return !isUnfinished || quarantine!.TransactionVersion(dataset.RulesAppId) == begun
            ? null
            : new RunProblem(
                ErrorCodes.UnfinishedStep, dataset.Table,
                "a run was killed between its commits, and the contract or source changed since, so that the records in between would "
                + "be judged by two sets of rules. Run once with the contracts and sources as they were, then with the new ones; or "
                + "build into another storage with --storage.",
                BrokenData: false);

        bool IsAhead(string appId) =>
            (quarantine?.TransactionVersion(appId) ?? -1) > (silver?.TransactionVersion(appId) ?? -1);
    }

    /// <summary>Whether the table was built by the rules of the project.</summary>
    public static bool IsCurrent(SilverDataset dataset, Snapshot silver) =>
        silver.Metadata.Configuration.GetValueOrDefault(TableDefinition.FingerprintProperty) == dataset.Fingerprint;

    private static string Describe(Lakehouse.Delta.Schemas.StructField field) =>
        Lakehouse.Delta.Schemas.SchemaJson.Write(new Lakehouse.Delta.Schemas.StructType([field]));
}
