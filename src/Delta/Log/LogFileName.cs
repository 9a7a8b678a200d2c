using System.Globalization;

namespace Lakehouse.Delta.Log;

/// <summary>
/// What the name of a file in the log folder says; names of another form are foreign and passed over.
/// </summary>
/// <param name="Version">The table version.</param>
/// <param name="Kind">What the file is.</param>
/// <param name="Part">Number of a checkpoint's part, from 1.</param>
/// <param name="Parts">How many parts the checkpoint has.</param>
internal readonly record struct LogFileName(long Version, LogFileKind Kind, int Part = 1, int Parts = 1)
{
    private const int VersionDigits = 20;
    private const int PartDigits = 10;

    public static LogFileName? TryParse(ReadOnlySpan<char> path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        if (name.Length <= VersionDigits || !TryDigits(name[..VersionDigits], out var version)
            || version == long.MaxValue) return null;
        return name[VersionDigits..] switch
        {
            ".json" => new LogFileName(version, LogFileKind.Commit),
            ".checkpoint.parquet" => new LogFileName(version, LogFileKind.Checkpoint),
            var rest => TryParsePart(version, rest),
        };
    }

    private static LogFileName? TryParsePart(long version, ReadOnlySpan<char> rest)
    {
        const string prefix = ".checkpoint.";
        const string suffix = ".parquet";
        if (rest.Length != prefix.Length + PartDigits + 1 + PartDigits + suffix.Length
            || !rest.StartsWith(prefix) || !rest.EndsWith(suffix)) return null;
        var numbers = rest[prefix.Length..^suffix.Length];
        return numbers[PartDigits] == '.'
            && TryDigits(numbers[..PartDigits], out var part)
            && TryDigits(numbers[(PartDigits + 1)..], out var parts)
            && part >= 1 && part <= parts && parts <= int.MaxValue
            ? new LogFileName(version, LogFileKind.CheckpointPart, (int)part, (int)parts)
            : null;
    }

    private static bool TryDigits(ReadOnlySpan<char> text, out long value) =>
        long.TryParse(text, NumberStyles.None, null, out value);
}
