using System.IO.Enumeration;
using Lakehouse.Medallion.Queries;

namespace Lakehouse.Medallion.Parity;

/// <summary>Compares the tables of two storage roots of one project.</summary>
public static class ParityReader
{
    /// <summary>Compares them; rows leave the engine only as hashes, but for the keys of the first that differ.</summary>
    /// <param name="left">The project on its first root.</param>
    /// <param name="leftName">What made the tables of that root.</param>
    /// <param name="right">The project on its second root.</param>
    /// <param name="rightName">What made the tables of that root.</param>
    /// <param name="options">Which tables and columns.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.NoSuchTable"/>: a pattern matches no table. <see cref="ErrorCodes.NothingToCompare"/>: neither
    /// root has any of the tables.
    /// </exception>
    public static async Task<ParityCertificate> CompareAsync(
        LakehouseSession left,
        string leftName,
        LakehouseSession right,
        string rightName,
        ParityOptions options,
        CancellationToken cancellationToken)
    {
        var tables = new List<TableParity>();
        foreach (var table in Selected(left, options.Tables))
        {
            var comparison = new TableComparison(left, right, table, options);
            if (await comparison.RunAsync(cancellationToken).ConfigureAwait(false) is { } parity)
            {
                tables.Add(parity);
            }
        }
        return tables.Count > 0
            ? new ParityCertificate(left.Project.Name, leftName, rightName, left.Options.Clock.GetUtcNow(), tables)
            {
                Ignored = options.Ignored,
            }
            : throw new MedallionException(
                ErrorCodes.NothingToCompare,
                $"neither {left.StorageRoot} nor {right.StorageRoot} has one of the tables to compare. Name the root of built tables.");
    }

    // What is under ops tells of runs, which are never the same.
    private static List<TableName> Selected(LakehouseSession session, IReadOnlyList<string> patterns)
    {
        var all = new TableCatalog(session).Tables.Where(table => table.Schema != "ops").ToList();
        var unknown = patterns.FirstOrDefault(pattern => !all.Exists(table => Matches(pattern, table)));
        return unknown is null
            ? [.. all.Where(table => patterns.Count == 0 || patterns.Any(pattern => Matches(pattern, table)))]
            : throw new MedallionException(
                ErrorCodes.NoSuchTable,
                $"'{unknown}' is no table with content. There are: {string.Join(", ", all.Select(table => table.FullName))}.");
    }

    private static bool Matches(string pattern, TableName table) =>
        FileSystemName.MatchesSimpleExpression(pattern, table.FullName);
}
