using System.Globalization;

namespace Lakehouse.Delta.Log;

/// <summary>
/// What the name of a file in the log folder says; names of another form are foreign and passed over.
/// </summary>
/// <param name="Version">The table version; of a compaction the first.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Part">Number of a checkpoint's part, from 1.</param>
/// <param name="Parts">How many parts the checkpoint has.</param>
internal readonly record struct LogFileName(long Version, LogFileKind Kind, int Part = 1, int Parts = 1)
{
    private const int VersionDigits = 20;
    private const int PartDigits = 10;
    private const string CheckpointPrefix = ".checkpoint.";

    /// <summary>The last version that the file speaks of.</summary>
    public long LastVersion { get; private init; } = Version;

    public static LogFileName Compaction(long first, long last) =>
        new(first, LogFileKind.Compaction) { LastVersion = last };

    public static LogFileName? TryParse(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.Length <= VersionDigits || !TryVersion(name[..VersionDigits], out var version)) return null;
        return name[VersionDigits..] switch
        {
            ".json" => new LogFileName(version, LogFileKind.Commit),
            ".checkpoint.parquet" => new LogFileName(version, LogFileKind.Checkpoint),
            var rest when rest.StartsWith(CheckpointPrefix) =>
                TryParseCheckpoint(version, rest[CheckpointPrefix.Length..]),
            var rest => TryParseCompaction(version, rest),
        };
    }

    private static LogFileName? TryParseCheckpoint(long version, ReadOnlySpan<char> rest)
    {
        var dot = rest.LastIndexOf('.');
        if (dot < 0) return null;
        var id = rest[..dot];
        var isParquet = rest[dot..] is ".parquet";
        if (Guid.TryParseExact(id, "D", out _))
            return isParquet || rest[dot..] is ".json" ? new LogFileName(version, LogFileKind.NamedCheckpoint) : null;
        return isParquet
            && id.Length == PartDigits + 1 + PartDigits && id[PartDigits] == '.'
            && TryDigits(id[..PartDigits], out var part)
            && TryDigits(id[(PartDigits + 1)..], out var parts)
            && part >= 1 && part <= parts && parts <= int.MaxValue
            ? new LogFileName(version, LogFileKind.CheckpointPart, (int)part, (int)parts)
            : null;
    }

    private static LogFileName? TryParseCompaction(long version, ReadOnlySpan<char> rest)
    {
        const string suffix = ".compacted.json";
        return rest.Length == 1 + VersionDigits + suffix.Length && rest[0] == '.' && rest.EndsWith(suffix)
            && TryVersion(rest[1..^suffix.Length], out var last) && last > version
            ? Compaction(version, last)
            : null;
    }

    private static bool TryVersion(ReadOnlySpan<char> text, out long version) =>
        TryDigits(text, out version) && version != long.MaxValue;

    private static bool TryDigits(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, null, out value);
}
