using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Explanations;

/// <summary>Finds single records of a dataset in its tables.</summary>
internal sealed class DatasetRecords(RunContext context, SilverDataset dataset)
{
    private readonly IReadOnlyList<string> _key = [.. dataset.Contract.PrimaryKey.Select(field => field.Name)];

    /// <summary>The record of Bronze at a place, or null.</summary>
    public async Task<JudgedRecord?> FindAsync(RecordAddress address, CancellationToken cancellationToken)
    {
        var found = await JudgeAsync(At(address), "true", cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>The records of Bronze with a key, in landing order.</summary>
    /// <param name="key">A text for each column of the key.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<RecordAddress>> FindKeyAsync(
        IReadOnlyList<string> key, CancellationToken cancellationToken)
    {
        // A key may be written with escapes that its payload alone does not show, so Silver is asked too.
        var holds = string.Join(" and ", key.Select(part => $"contains(payload, {Sql.Text(part)})"));
        var records = await JudgeAsync(holds, HasKey(key), cancellationToken).ConfigureAwait(false);
        var accepted = await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false) is { } silver
            ? await context.Engine.QueryAsync(
                $"select landing_path, landing_position from {Relation(silver)} as v where {HasKey(key)}",
                row => new RecordAddress(row.GetString(0), row.GetInt64(1)), cancellationToken).ConfigureAwait(false)
            : [];
        return [.. records.Select(record => record.Address).Union(accepted)
            .OrderBy(address => address.Path, StringComparer.Ordinal).ThenBy(address => address.Position)];
    }

    /// <summary>Whether Silver holds the record itself.</summary>
    public async Task<bool> IsAcceptedAsync(RecordAddress address, CancellationToken cancellationToken)
    {
        if (await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false) is not { } silver)
        {
            return false;
        }
        var rows = await context.Engine.QueryAsync(
            $"select 1 from {Relation(silver)} where {At(address)}", row => row.GetInt32(0), cancellationToken)
            .ConfigureAwait(false);
        return rows.Count > 0;
    }

    /// <summary>The row of Silver that keeps a valid record out, with the hash of its payload.</summary>
    public async Task<(RecordAddress Address, long PayloadHash)?> FindWinnerAsync(
        JudgedRecord record, CancellationToken cancellationToken)
    {
        if (!record.IsValid
            || await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false) is not { } silver)
        {
            return null;
        }
        var inScope = dataset.Source.Scope == DeduplicationScope.Day
            ? $" and {SilverDataset.EventDate} = date '{record.EventDate:yyyy-MM-dd}'"
            : "";
        var rows = await context.Engine.QueryAsync(
            $"select landing_path, landing_position, _payload_hash from {Relation(silver)} as v "
                + $"where {HasKey([.. _key.Select(column => record.Key[column]!)])}{inScope}",
            row => (new RecordAddress(row.GetString(0), row.GetInt64(1)), row.GetInt64(2)), cancellationToken)
            .ConfigureAwait(false);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Whether the landing file of a record stands in Bronze versions that were not judged yet.</summary>
    public async Task<bool> IsWaitingAsync(RecordAddress address, CancellationToken cancellationToken)
    {
        var silver = await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
        var step = await new BronzeReader(context, dataset, new SilverOptions { StepRecords = long.MaxValue })
            .NextAsync(silver?.TransactionVersion(dataset.AppId) ?? -1, null, cancellationToken).ConfigureAwait(false);
        return step?.Paths.Contains(address.Path) ?? false;
    }

    private async Task<IReadOnlyList<JudgedRecord>> JudgeAsync(
        string bronzeWhere, string where, CancellationToken cancellationToken)
    {
        if (await context.FindAsync(dataset.BronzeTable, cancellationToken).ConfigureAwait(false) is not { } bronze)
        {
            return [];
        }
        dataset.EnsureFunctions(context.Engine);
        var records = $"(select * from {DuckDbEngine.Relation(
            context.DataFiles(dataset.BronzeTable, bronze.Files), BronzeTable.Schema, [BronzeTable.PartitionColumn])} "
            + $"where {bronzeWhere})";
        var verdict = dataset.Verdict("candidates");
        var key = string.Concat(_key.Select(column => $", cast(v.{Sql.Name(column)} as varchar)"));
        return await context.Engine.QueryAsync(
            $"with candidates as materialized (select * from {records} as r) "
                + $"select {JudgedRecord.Columns}{key} from ({verdict}) as v "
                + "join candidates as b using (landing_path, landing_position) "
                + $"where {where} order by 1, 2",
            row => JudgedRecord.Read(row, _key), cancellationToken).ConfigureAwait(false);
    }

    private string HasKey(IReadOnlyList<string> key) => string.Join(
        " and ", _key.Select((column, i) => $"cast(v.{Sql.Name(column)} as varchar) = {Sql.Text(key[i])}"));

    private string Relation(Snapshot silver) => DuckDbEngine.Relation(
        context.DataFiles(dataset.Table, silver.Files), silver.Metadata.Schema, silver.Metadata.PartitionColumns);

    private static string At(RecordAddress address) =>
        $"landing_path = {Sql.Text(address.Path)} and landing_position = {address.Position}";
}
