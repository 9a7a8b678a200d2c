using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Medallion.Tables;

/// <summary>How tables of the lakehouse are made.</summary>
internal static class TableDefinition
{
    /// <summary>Table property that holds the fingerprint of what the content depends on.</summary>
    public const string FingerprintProperty = "medallion.fingerprint";

    /// <summary>The metadata of a table that does not exist yet; nothing when it does.</summary>
    public static IEnumerable<DeltaAction> CreateIfNew(
        RunContext context,
        Snapshot? snapshot,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        string description,
        string? fingerprint = null)
    {
        if (snapshot is null)
        {
            yield return Metadata(context, schema, partitionColumns, description, fingerprint);
        }
    }

    /// <summary>The metadata of a new table.</summary>
    public static Metadata Metadata(
        RunContext context,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        string description,
        string? fingerprint)
    {
        var configuration = new Dictionary<string, string> { ["delta.enableInCommitTimestamps"] = "true" };
        if (fingerprint is not null)
        {
            configuration[FingerprintProperty] = fingerprint;
        }
        return new Metadata
        {
            Id = context.Tables.NewId().ToString(),
            Schema = schema,
            PartitionColumns = partitionColumns,
            Description = description,
            Configuration = configuration,
            CreatedTime = context.StartedAt.ToUnixTimeMilliseconds(),
        };
    }
}
