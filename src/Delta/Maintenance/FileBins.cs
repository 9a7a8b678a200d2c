using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Delta.Maintenance;

/// <summary>Puts the files of each partition into bins of which each becomes about one file.</summary>
internal static class FileBins
{
    private const int MostFiles = 1_000;

    /// <summary>The bins that are worth writing anew.</summary>
    /// <param name="snapshot">The table.</param>
    /// <param name="options">What is wanted, with the names that partition columns have in files.</param>
    /// <param name="targetBytes">How long files should be.</param>
    /// <param name="sorts">Whether whole partitions are sorted.</param>
    /// <param name="keepsClustered">Whether files that are clustered already stay as they are.</param>
    public static IEnumerable<IReadOnlyList<AddFile>> Of(
        Snapshot snapshot, OptimizeOptions options, long targetBytes, bool sorts, bool keepsClustered)
    {
        var partitions = snapshot.Files
            .Where(file => !keepsClustered || file.ClusteringProvider is null)
            .Where(file => options.Partition.All(value => file.PartitionValues.GetValueOrDefault(value.Key) == value.Value))
            .GroupBy(file => string.Join('\n', file.PartitionValues
                .OrderBy(value => value.Key, StringComparer.Ordinal)
                .Select(value => JsonSerializer.Serialize(value.Value))))
            .OrderBy(partition => partition.Key, StringComparer.Ordinal);
        foreach (var partition in partitions)
        {
            if (sorts)
            {
                yield return [.. partition.OrderBy(file => file.Path, StringComparer.Ordinal)];
                continue;
            }
            foreach (var bin in Pack(partition, options.DeletedRowsShare, targetBytes)) yield return bin;
        }
    }

    private static IEnumerable<IReadOnlyList<AddFile>> Pack(IEnumerable<AddFile> files, double deletedShare, long targetBytes)
    {
        var bin = new List<AddFile>();
        var bytes = 0L;
        var candidates = files
            .Where(file => file.SizeBytes < targetBytes || IsPurged(file, deletedShare))
            .OrderBy(file => file.SizeBytes)
            .ThenBy(file => file.Path, StringComparer.Ordinal);
        foreach (var file in candidates)
        {
            if (bin.Count > 0 && (file.SizeBytes > targetBytes - bytes || bin.Count == MostFiles))
            {
                if (IsWorth(bin, deletedShare)) yield return bin;
                (bin, bytes) = ([], 0);
            }
            bin.Add(file);
            bytes += file.SizeBytes;
        }
        if (IsWorth(bin, deletedShare)) yield return bin;
    }

    private static bool IsWorth(List<AddFile> bin, double deletedShare) =>
        bin.Count > 1 || (bin.Count == 1 && IsPurged(bin[0], deletedShare));

    /// <summary>Whether enough of a file's rows are deleted; where their number is unknown, any is enough.</summary>
    private static bool IsPurged(AddFile file, double deletedShare) =>
        file.DeletionVector is { } vector
        && (FileStatistics.ReadNumRecords(file.StatsJson) is not (> 0 and var rows) || vector.Cardinality >= deletedShare * rows);
}
