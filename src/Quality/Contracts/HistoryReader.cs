using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Checks.History;

namespace Lakehouse.Quality.Contracts;

/// <summary>
/// Reads comparisons of a table with its own earlier days: quality entries with <c>type: custom</c>,
/// <c>engine: medallion</c> and an implementation with <c>history</c>.
/// </summary>
internal static class HistoryReader
{
    private static readonly string[] Metrics = ["volume", "freshness", "distribution"];

    /// <summary>Whether an entry is such a comparison.</summary>
    public static bool IsOne(QualityEntry entry) =>
        entry is { Type: "custom", Engine: "medallion" } && entry.Implementation?.Has("history") == true;

    /// <summary>The check of an entry; null when it cannot be read.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="eventDate">The column of days when none is named; null where one has to be.</param>
    /// <param name="isColumn">Whether the table has a column of single values.</param>
    /// <param name="hasLanding">Whether the table says when its rows landed.</param>
    public static TableCheck? Read(QualityEntry entry, string? eventDate, Func<string, bool> isColumn, bool hasLanding)
    {
        var (body, before) = (entry.Implementation!, entry.Source.Problems.Count);
        var metric = body.Choice("history", Metrics);
        var column = body.Text("column");
        var by = body.Text("by") ?? (metric == "freshness" ? null : eventDate);
        var newest = body.Choice("day", ["complete", "newest"]) == "newest";
        body.Finish();
        if (by is null)
        {
            body.Require("by", metric == "freshness"
                ? "Add 'by:' with the column that says when it happened."
                : "Add 'by:' with a column of days.");
        }
        if (metric == "freshness" && !hasLanding)
        {
            body.Report(ErrorCodes.BadQualityEntry, "history", "rows of a product do not say when they landed",
                "Measure freshness in the contract of its input.");
        }
        if ((metric == "distribution") != (column is not null))
        {
            body.Report(ErrorCodes.BadQualityEntry, "column",
                $"{entry.Source.Subject} {(column is null ? "does not say which column it compares" : "compares no column")}",
                column is null ? "Add 'column:'." : "Remove 'column'.");
        }
        var given = new[] { body.Has("by") ? by : null, column }.OfType<string>();
        foreach (var named in given.Where(named => !isColumn(named)))
        {
            body.Report(ErrorCodes.UnknownProperty, named == column ? "column" : "by",
                $"{entry.Source.Subject} names '{named}', which is no column", "Name columns as the table has them.");
        }
        if (entry.Severity == Severity.Quarantine)
        {
            TableCheckReader.BlamesRows(entry);
        }
        var name = entry.Name ?? $"{metric} as usual";
        var isMet = new Threshold(Comparison.Equal, 0);
        return entry.Source.Problems.Count > before ? null : new TableCheck(name, TableMetric.History, isMet, entry.Source.Position)
        {
            Columns = [.. new[] { by, column }.OfType<string>()],
            History = new HistoryCheck(Enum.Parse<HistoryMetric>(metric!, ignoreCase: true), by!, column, newest),
            Severity = entry.Severity,
        };
    }
}
