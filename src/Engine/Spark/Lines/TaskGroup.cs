using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>
/// Files of alike length, whose tasks can be put together evenly: Spark does that by their number, from the longest on.
/// </summary>
internal static class TaskGroup
{
    private const int GzipRatio = 6;

    /// <summary>Number of the group that a file belongs to.</summary>
    public static int Of(LandingFile file) => Weight(file) switch { < 1 << 20 => 0, < 8 << 20 => 1, _ => 2 };

    /// <summary>Tasks for the files of a group.</summary>
    public static long Tasks(IEnumerable<LandingFile> files, long taskBytes) =>
        Math.Max(1, (files.Sum(Weight) + taskBytes - 1) / taskBytes);

    private static long Weight(LandingFile file) => file.Gzip ? file.SizeBytes * GzipRatio : file.SizeBytes;
}
