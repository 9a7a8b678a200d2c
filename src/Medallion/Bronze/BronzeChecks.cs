using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks.History;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Bronze;

/// <summary>Compares what landed with earlier days; all that is unusual is told, nothing is kept back.</summary>
internal static class BronzeChecks
{
    private const string Day = "yyyy-MM-dd";

    /// <summary>The results for a source's Bronze table as it is.</summary>
    public static async Task<IReadOnlyList<CheckOutcome>> RunAsync(
        RunContext context, Source source, CancellationToken cancellationToken)
    {
        var table = TablePaths.Bronze(source.Name);
        if (source.BronzeChecks.Count == 0
            || await context.FindAsync(table, cancellationToken).ConfigureAwait(false) is not { } bronze)
        {
            return [];
        }
        var relation = DuckDbEngine.Relation(
            context.DataFiles(table, Recent(bronze.Files)), BronzeTable.Schema, [BronzeTable.PartitionColumn]);
        var results = await TableChecks.MeasureAsync(context.Engine, source.BronzeChecks, relation, [], cancellationToken)
            .ConfigureAwait(false);
        return [.. results.Select(result => new CheckOutcome(table, result))];
    }

    // The days that a comparison looks at, so that its cost does not grow with the table.
    private static IEnumerable<AddFile> Recent(IEnumerable<AddFile> files)
    {
        var all = files.Select(file => (File: file, Day: file.PartitionValues[BronzeTable.PartitionColumn] ?? "")).ToList();
        var newest = DateOnly.ParseExact(all.Max(one => one.Day)!, Day, CultureInfo.InvariantCulture);
        var first = newest.AddDays(-HistoryCheck.Window).ToString(Day, CultureInfo.InvariantCulture);
        return all.Where(one => string.CompareOrdinal(one.Day, first) >= 0).Select(one => one.File);
    }
}
