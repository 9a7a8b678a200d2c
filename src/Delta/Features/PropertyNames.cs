using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Features;

/// <summary>The table properties that the protocol and other writers know, and what their values are.</summary>
internal static class PropertyNames
{
    private const string Reserved = "delta.";

    private static readonly string[] Prefixes = ["delta.constraints.", "delta.feature."];

    private static readonly string[] Flags =
    [
        "delta.appendOnly", "delta.autoOptimize.autoCompact", "delta.autoOptimize.optimizeWrite",
        "delta.checkpoint.writeStatsAsJson", "delta.checkpoint.writeStatsAsStruct",
        "delta.compatibility.symlinkFormatManifest.enabled", "delta.enableChangeDataFeed", "delta.enableDeletionVectors",
        "delta.enableExpiredLogCleanup", "delta.enableFullRetentionRollback", "delta.enableIcebergCompatV1",
        "delta.enableIcebergCompatV2", "delta.enableInCommitTimestamps", "delta.enableRowTracking",
        "delta.enableTypeWidening", "delta.enableVariantShredding", "delta.randomizeFilePrefixes",
        "delta.rowTrackingSuspended", "delta.tuneFileSizesForRewrites",
    ];

    private static readonly string[] Others =
    [
        "delta.checkpointInterval", "delta.checkpointPolicy", "delta.checkpointRetentionDuration",
        "delta.columnMapping.maxColumnId", "delta.columnMapping.mode", "delta.dataSkippingNumIndexedCols",
        "delta.dataSkippingStatsColumns", "delta.deletedFileRetentionDuration",
        "delta.inCommitTimestampEnablementTimestamp", "delta.inCommitTimestampEnablementVersion",
        "delta.isolationLevel", "delta.logRetentionDuration", "delta.parquet.compression.codec",
        "delta.parquet.format.version", "delta.randomPrefixLength", "delta.requireCheckpointProtectionBeforeVersion",
        "delta.rowTracking.materializedRowCommitVersionColumnName", "delta.rowTracking.materializedRowIdColumnName",
        "delta.setTransactionRetentionDuration", "delta.targetFileSize", "delta.universalFormat.enabledFormats",
    ];

    /// <summary>Looks at the properties that a commit sets; those that other writers have set are their business.</summary>
    /// <exception cref="DeltaException">DEL0304: a name that begins with <c>delta.</c> is unknown, or a flag is no flag.</exception>
    public static void EnsureKnown(string table, Metadata? before, Metadata after)
    {
        foreach (var (name, value) in after.Configuration)
        {
            if (!name.StartsWith(Reserved, StringComparison.OrdinalIgnoreCase)
                || (before?.Configuration.TryGetValue(name, out var old) == true && old == value)) continue;
            if (Flags.Contains(name))
            {
                if (!bool.TryParse(value, out _)) throw Invalid(table, $"the table property {name} is not true or false. Set it again.");
            }
            else if (!Others.Contains(name) && !Prefixes.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            {
                throw Invalid(table, $"there is no table property {name}. Did you mean {Nearest(name)}? Names of your own do not begin with '{Reserved}'.");
            }
        }
    }

    /// <summary>The name with which the given one begins and ends alike the longest.</summary>
    private static string Nearest(string given) => Flags.Concat(Others).MaxBy(known =>
    {
        var shorter = Math.Min(given.Length, known.Length);
        var (first, last) = (0, 0);
        while (first < shorter && Same(given[first], known[first])) first++;
        while (last < shorter - first && Same(given[^(last + 1)], known[^(last + 1)])) last++;
        return (double)(first + last) / Math.Max(given.Length, known.Length);
    })!;

    private static bool Same(char one, char other) => char.ToLowerInvariant(one) == char.ToLowerInvariant(other);

    private static DeltaException Invalid(string table, string message) =>
        new(ErrorCodes.InvalidProperty, message) { Table = table };
}
