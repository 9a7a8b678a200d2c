using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Features;

/// <summary>Reads table properties and their defaults.</summary>
internal static class TableProperties
{
    public const string AppendOnly = "delta.appendOnly";
    public const string EnableInCommitTimestamps = "delta.enableInCommitTimestamps";
    public const string EnableChangeDataFeed = "delta.enableChangeDataFeed";
    public const string EnableDeletionVectors = "delta.enableDeletionVectors";
    public const string EnableTypeWidening = "delta.enableTypeWidening";
    public const string CheckpointInterval = "delta.checkpointInterval";
    public const string DeletedFileRetention = "delta.deletedFileRetentionDuration";
    public const string TransactionRetention = "delta.setTransactionRetentionDuration";
    public const string LogRetention = "delta.logRetentionDuration";
    public const string ExpiredLogCleanup = "delta.enableExpiredLogCleanup";
    public const string CheckpointPolicy = "delta.checkpointPolicy";
    public const string IsolationLevel = "delta.isolationLevel";
    public const string ParquetCodec = "delta.parquet.compression.codec";
    public const string TargetFileSize = "delta.targetFileSize";
    public const string IndexedColumnCount = "delta.dataSkippingNumIndexedCols";
    public const string IndexedColumnNames = "delta.dataSkippingStatsColumns";

    private static readonly long EarliestMilliseconds = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    private static readonly long LatestMilliseconds = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static bool IsAppendOnly(this Metadata metadata) => metadata.Flag(AppendOnly);

    public static bool HasInCommitTimestamps(this Metadata metadata) => metadata.Flag(EnableInCommitTimestamps);

    public static bool HasDeletionVectors(this Metadata metadata) => metadata.Flag(EnableDeletionVectors);

    public static bool HasChangeDataFeed(this Metadata metadata) => metadata.Flag(EnableChangeDataFeed);

    /// <summary>The first version with an in-commit timestamp, and the first such timestamp.</summary>
    /// <returns>Version 0 and no time where the table always had them; no version and no time where it has none.</returns>
    public static (long Version, DateTimeOffset Time) InCommitTimestampsSince(this Metadata metadata)
    {
        if (!metadata.HasInCommitTimestamps()) return (long.MaxValue, DateTimeOffset.MaxValue);
        const string version = "delta.inCommitTimestampEnablementVersion";
        const string time = "delta.inCommitTimestampEnablementTimestamp";
        return (Number(version) ?? 0, DateTimeOffset.FromUnixTimeMilliseconds(Number(time) ?? EarliestMilliseconds));

        long? Number(string name) => !metadata.Configuration.TryGetValue(name, out var text) ? null
            : long.TryParse(text, out var value) && value >= 0 && value <= LatestMilliseconds ? value
            : throw Invalid(name, "a number that is not negative");
    }

    /// <summary>Commits from one checkpoint to the next.</summary>
    /// <value>10.</value>
    public static int CheckpointEvery(this Metadata metadata)
    {
        if (!metadata.Configuration.TryGetValue(CheckpointInterval, out var text)) return 10;
        return int.TryParse(text, NumberStyles.None, null, out var interval) && interval > 0
            ? interval
            : throw Invalid(CheckpointInterval, "a positive number");
    }

    /// <summary>Which leaf columns the statistics of new files describe; names win over a number.</summary>
    /// <value>The first 32.</value>
    public static IndexedColumns IndexedColumns(this Metadata metadata, ColumnMappingMode mapping)
    {
        if (metadata.Configuration.TryGetValue(IndexedColumnNames, out var names))
        {
            try
            {
                return Statistics.IndexedColumns.Named(names, metadata.Schema, mapping);
            }
            catch (FormatException e)
            {
                throw Invalid(IndexedColumnNames, $"a list of columns, for {e.Message}");
            }
        }
        if (!metadata.Configuration.TryGetValue(IndexedColumnCount, out var text)) return Statistics.IndexedColumns.Default;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count) && count >= -1
            ? new IndexedColumns(count)
            : throw Invalid(IndexedColumnCount, "a number from -1 on");
    }

    /// <summary>How long removed files stay known.</summary>
    /// <value>7 days.</value>
    public static TimeSpan DeletedFilesKept(this Metadata metadata) =>
        metadata.Interval(DeletedFileRetention) ?? TimeSpan.FromDays(7);

    /// <summary>How long transactions stay known; null for ever.</summary>
    public static TimeSpan? TransactionsKept(this Metadata metadata) => metadata.Interval(TransactionRetention);

    /// <summary>How long commits stay readable.</summary>
    /// <value>30 days.</value>
    public static TimeSpan LogKept(this Metadata metadata) => metadata.Interval(LogRetention) ?? TimeSpan.FromDays(30);

    /// <summary>Whether old commits are removed after a checkpoint.</summary>
    /// <value>True.</value>
    public static bool CleansLog(this Metadata metadata) => metadata.Flag(ExpiredLogCleanup, whenAbsent: true);

    /// <summary>Whether checkpoints have the second form.</summary>
    /// <value>False.</value>
    public static bool HasV2Checkpoints(this Metadata metadata) =>
        metadata.OneOf(CheckpointPolicy, "classic", "v2") == "v2";

    /// <summary>How long data files should be, in bytes; null when the table does not say.</summary>
    public static long? TargetFileBytes(this Metadata metadata)
    {
        if (!metadata.Configuration.TryGetValue(TargetFileSize, out var text)) return null;
        return ByteSizeText.TryParse(text) is { } bytes and > 0 ? bytes : throw Invalid(TargetFileSize, "a size such as '128mb'");
    }

    /// <summary>How data files are compressed, in words of Parquet; null when the table does not say.</summary>
    public static string? Codec(this Metadata metadata) =>
        metadata.OneOf(ParquetCodec, "none", "uncompressed", "snappy", "gzip", "zstd", "brotli", "lz4", "lz4_raw") switch
        {
            "none" => "uncompressed",
            "lz4" => "lz4_raw",
            var codec => codec,
        };

    /// <summary>Reads every property once, so that a bad value is found before a commit.</summary>
    public static void Validate(Metadata metadata)
    {
        metadata.IsAppendOnly();
        metadata.HasInCommitTimestamps();
        metadata.CheckpointEvery();
        metadata.DeletedFilesKept();
        metadata.TransactionsKept();
        metadata.LogKept();
        metadata.CleansLog();
        metadata.HasV2Checkpoints();
        metadata.TargetFileBytes();
        metadata.Codec();
        metadata.OneOf(IsolationLevel, "Serializable", "WriteSerializable");
        metadata.IndexedColumns(ColumnMappingMode.None);
    }

    private static string? OneOf(this Metadata metadata, string name, params ReadOnlySpan<string> values)
    {
        if (!metadata.Configuration.TryGetValue(name, out var text)) return null;
        foreach (var value in values)
            if (value.Equals(text, StringComparison.OrdinalIgnoreCase)) return value;
        throw Invalid(name, string.Join(" or ", values!));
    }

    internal static bool Flag(this Metadata metadata, string name, bool whenAbsent = false)
    {
        if (!metadata.Configuration.TryGetValue(name, out var text)) return whenAbsent;
        return bool.TryParse(text, out var value) ? value : throw Invalid(name, "true or false");
    }

    private static TimeSpan? Interval(this Metadata metadata, string name)
    {
        if (!metadata.Configuration.TryGetValue(name, out var text)) return null;
        return IntervalText.TryParse(text) ?? throw Invalid(name, "an interval such as 'interval 7 days'");
    }

    private static DeltaException Invalid(string name, string expected) => new(
        ErrorCodes.InvalidProperty, $"the table property {name} is not {expected}. Set it again.");
}
