using Lakehouse.Engine;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Results;

namespace Lakehouse.Medallion.Silver;

/// <summary>Counts the valid records of a step that follow deprecated versions of the contract; they are a warning each.</summary>
internal static class DeprecatedVersions
{
    /// <summary>One result for each deprecated version that records follow.</summary>
    public static async Task<IReadOnlyList<CheckResult>> CountAsync(
        IEngine engine, SilverDataset dataset, string verdict, CancellationToken cancellationToken)
    {
        var versions = (dataset.Source.Versions?.Older ?? []).Select(older => older.Contract).Prepend(dataset.Contract)
            .Where(ContractStatus.IsDeprecated).ToDictionary(contract => contract.Version);
        if (versions.Count == 0)
        {
            return [];
        }
        var sql = $"select {dataset.VersionColumn}, count(*) from {verdict} where errors is null group by 1 order by 1";
        var counts = await engine.QueryAsync(
            sql, row => (Version: row.GetString(0), Records: row.GetInt64(1)), cancellationToken).ConfigureAwait(false);
        return [.. counts.Where(count => versions.ContainsKey(count.Version)).Select(count => new CheckResult(
            new TableCheck(
                $"records of the deprecated version {count.Version}", TableMetric.RowCount, new Threshold(Comparison.Equal, 0),
                versions[count.Version].Position)
            {
                Severity = Severity.Warning,
            },
            count.Records, sql))];
    }
}
