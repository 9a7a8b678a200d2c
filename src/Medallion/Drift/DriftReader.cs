using Lakehouse.Medallion.Queries;
using Lakehouse.Quality;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Drift;

/// <summary>Reads what records held that nobody declared.</summary>
public static class DriftReader
{
    /// <summary>All of it, the most frequent first; those that the project declares by now are not open.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="contract">Key of a contract, or name of a dataset; null for all.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchContract"/>.</exception>
    public static async Task<IReadOnlyList<DriftRecord>> ReadAsync(
        LakehouseSession session, string? contract, CancellationToken cancellationToken)
    {
        var sources = session.Project.Sources.Where(source =>
            contract is null || source.Contract.Key == contract || source.Dataset == contract).ToDictionary(source => source.Dataset);
        if (contract is not null && sources.Count == 0)
        {
            var names = session.Project.Sources.Select(source => source.Contract.Key).Distinct().ToList();
            throw new MedallionException(
                ErrorCodes.NoSuchContract, $"no source answers to a contract '{contract}'. {NameGuess.Suggest(contract, names)}");
        }
        var catalog = new TableCatalog(session);
        if (await catalog.FindAsync(Table, cancellationToken).ConfigureAwait(false) is not { } drift)
        {
            return [];
        }
        var relation = await catalog.RelationAsync(drift, cancellationToken).ConfigureAwait(false);
        var records = await session.Engine.QueryAsync(
            $"""
            select dataset, kind, contract_version, path, value,
              coalesce(sum(records) filter (where silver_version is not null), max(records))::bigint, epoch_us(min(first_seen)), epoch_us(max(last_seen))
            from {relation} group by all order by dataset, 6 desc, kind, path, value, contract_version
            """,
            row => (Dataset: row.GetString(0), Entry: DriftEntry.Read(row, 1)), cancellationToken).ConfigureAwait(false);
        return
        [
            .. records.Where(record => sources.ContainsKey(record.Dataset)).Select(record => new DriftRecord(
                record.Dataset, sources[record.Dataset].Contract.Key, record.Entry, IsOpen(sources[record.Dataset], record.Entry))),
        ];
    }

    private static TableName Table => TableName.TryParse(TablePaths.Drift.Replace('/', '.'))!;

    private static bool IsOpen(Source source, DriftEntry entry)
    {
        if (entry.Path is not { } path)
        {
            return true;
        }
        var others = (source.Versions?.Older ?? []).Select(older => older.Contract);
        return others.Prepend(source.Contract).FirstOrDefault(contract => contract.Version == entry.ContractVersion) is { } judge
            && (entry.Kind == DriftKind.Field ? !Declares(judge, path) : !Lists(judge, path, entry.Value));
    }

    // The way to a member is told in names of columns, its own name as it stands in the record.
    private static bool Declares(Contract contract, string path) => contract.Shape.All.Any(field =>
        field.Path[..(field.Path.LastIndexOf('.') + 1)] + field.JsonName == path);

    private static bool Lists(Contract contract, string path, string? value) =>
        contract.Shape.Find(path)?.Checks.OfType<EnumCheck>().All(check => value is not null && check.Values.Contains(value)) ?? true;
}
