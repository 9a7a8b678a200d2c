using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Medallion.Tables;

/// <summary>How many rows a file holds, as its statistics say.</summary>
internal static class FileRows
{
    /// <summary>The number of rows.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoStatistics"/>.</exception>
    public static long Of(AddFile file) => FileStatistics.ReadNumRecords(file.StatsJson) ?? throw new MedallionException(
        ErrorCodes.NoStatistics,
        $"the log does not say how many rows {file.Path} holds, so nothing can be balanced against it. "
        + "Rewrite the table with a writer that keeps statistics.");
}
