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

    /// <summary>Whether the table was built by the rules of the project.</summary>
    public static bool IsCurrent(SilverDataset dataset, Snapshot silver) =>
        silver.Metadata.Configuration.GetValueOrDefault(TableDefinition.FingerprintProperty) == dataset.Fingerprint;

    private static string Describe(Lakehouse.Delta.Schemas.StructField field) =>
        Lakehouse.Delta.Schemas.SchemaJson.Write(new Lakehouse.Delta.Schemas.StructType([field]));
}
