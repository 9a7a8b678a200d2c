using System.Text.Json;
using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Runs;

/// <summary>Reads what past runs did.</summary>
public static class RunReader
{
    private const string SummaryColumns =
        "run_id, started_at, ended_at, status, files, records, accepted, duplicate, quarantined, products, problems";

    /// <summary>Past runs that changed something or met a problem, the newest first.</summary>
    public static Task<IReadOnlyList<RunSummary>> ListAsync(
        LakehouseSession session, int limit, CancellationToken cancellationToken) => SelectAsync(
            session, TablePaths.Runs,
            runs => $"select {SummaryColumns} from {runs} order by started_at desc, run_id desc limit {limit}",
            ReadSummary, cancellationToken);

    /// <summary>A past run with its balances and checks, or null when none has that name.</summary>
    public static async Task<RunDetails?> FindAsync(
        LakehouseSession session, string runId, CancellationToken cancellationToken)
    {
        var isRun = $"run_id = {Sql.Text(runId)}";
        var runs = await SelectAsync(
            session, TablePaths.Runs, runs => $"select {SummaryColumns}, stages from {runs} where {isRun}",
            row => (Summary: ReadSummary(row), Steps: ReadSteps(row, 11)), cancellationToken).ConfigureAwait(false);
        if (runs.Count == 0)
        {
            return null;
        }
        var balances = await SelectAsync(
            session, TablePaths.Balances,
            table => "select dataset, silver_version, bronze_from, bronze_to, read, accepted, duplicate, quarantined, conflicts, "
                + "displaced, undeclared, coalesce(parked, 0), coalesce(unparked, 0), coalesce(replayed, 0), "
                + "coalesce(withdrawn, 0) "
                + $"from {table} where {isRun} order by dataset, silver_version",
            ReadBalance, cancellationToken).ConfigureAwait(false);
        var checks = await ChecksAsync(session, $"{isRun} order by passed, \"table\", \"check\"", cancellationToken)
            .ConfigureAwait(false);
        return new RunDetails(runs[0].Summary, runs[0].Steps, balances, checks);
    }

    /// <summary>The results of a table's checks in past runs, the newest run first.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="table">The table.</param>
    /// <param name="limit">How many results at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: the project knows no such table.</exception>
    public static Task<IReadOnlyList<RunCheck>> CheckHistoryAsync(
        LakehouseSession session, TableName table, int limit, CancellationToken cancellationToken) => ChecksAsync(
            session,
            $"\"table\" = {Sql.Text(new TableCatalog(session).PathOf(table))} order by run_id desc, passed, \"check\" limit {limit}",
            cancellationToken);

    private static Task<IReadOnlyList<RunCheck>> ChecksAsync(
        LakehouseSession session, string condition, CancellationToken cancellationToken) => SelectAsync(
            session, TablePaths.Checks,
            table => "select run_id, \"table\", \"check\", measured, expected, passed, severity, sql, failing "
                + $"from {table} where {condition}",
            ReadCheck, cancellationToken);

    /// <summary>The tables whose newest version a run made, with that version: what a run that was stopped has done.</summary>
    public static async Task<IReadOnlyList<TableName>> CommittedAsync(
        LakehouseSession session, string runId, CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var committed = new List<TableName>();
        foreach (var table in catalog.Tables)
        {
            var snapshot = await catalog.FindAsync(table, cancellationToken).ConfigureAwait(false);
            if (snapshot is not null
                && await LastRunAsync(session, snapshot, cancellationToken).ConfigureAwait(false) == runId)
            {
                committed.Add(table with { Version = snapshot.Version });
            }
        }
        return committed;
    }

    /// <summary>The run that made a snapshot; null when another tool did, or its commit is gone.</summary>
    internal static async Task<string?> LastRunAsync(
        LakehouseSession session, Snapshot snapshot, CancellationToken cancellationToken)
    {
        try
        {
            var commits = new DeltaTable(session.Tables, snapshot.Table)
                .ReadCommitsAsync(snapshot.Version, snapshot.Version, cancellationToken);
            await foreach (var commit in commits.ConfigureAwait(false))
            {
                using var notes = JsonDocument.Parse(commit.CommitInfo?.UserMetadata ?? "{}");
                return notes.RootElement.ValueKind == JsonValueKind.Object
                    && notes.RootElement.TryGetProperty("run", out var run) ? run.GetString() : null;
            }
            return null;
        }
        catch (Exception e) when (e is JsonException || e is DeltaException { Code: Delta.ErrorCodes.LogGap })
        {
            return null;
        }
    }

    private static async Task<IReadOnlyList<T>> SelectAsync<T>(
        LakehouseSession session, string path, Func<string, string> select, Func<DuckDBDataReader, T> read,
        CancellationToken cancellationToken)
    {
        var catalog = new TableCatalog(session);
        var name = TableName.TryParse(path.Replace('/', '.'))!;
        var snapshot = await catalog.FindAsync(name, cancellationToken).ConfigureAwait(false);
        if (snapshot is null)
        {
            return [];
        }
        var relation = await catalog.RelationAsync(snapshot, cancellationToken).ConfigureAwait(false);
        // A table that an earlier version wrote, and that no run has appended to since, lacks columns.
        var schema = path switch
        {
            TablePaths.Checks => OpsTables.Checks,
            TablePaths.Balances => OpsTables.Balances,
            _ => OpsTables.Runs,
        };
        var present = snapshot.Metadata.Schema.Fields.Select(field => field.Name).ToHashSet();
        var lacking = schema.Fields.Where(field => !present.Contains(field.Name))
            .Select(field => $", null::{DuckDbTypes.ToSql(field.Type)} as {Sql.Name(field.Name)}");
        relation = $"(select *{string.Concat(lacking)} from {relation})";
        return await session.Engine.QueryAsync(select(relation), read, cancellationToken).ConfigureAwait(false);
    }

    private static RunSummary ReadSummary(DuckDBDataReader row) => new(
        row.GetString(0), row.GetFieldValue<DateTimeOffset>(1), row.GetFieldValue<DateTimeOffset>(2), row.GetString(3))
    {
        Files = row.GetInt64(4),
        Records = row.GetInt64(5),
        Accepted = row.GetInt64(6),
        Duplicate = row.GetInt64(7),
        Quarantined = row.GetInt64(8),
        Products = row.GetInt64(9),
        Problems = row.GetInt64(10),
    };

    private static IReadOnlyList<RunStep> ReadSteps(DuckDBDataReader row, int column) =>
    [
        .. ((List<object?>)row.GetValue(column)).Cast<Dictionary<string, object?>>().Select(step => new RunStep(
            (string)step["stage"]!, (string)step["subject"]!, TimeSpan.FromMilliseconds((long)step["milliseconds"]!))),
    ];

    private static RunBalance ReadBalance(DuckDBDataReader row) => new(
        row.GetString(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3),
        new Balance
        {
            Read = row.GetInt64(4),
            Accepted = row.GetInt64(5),
            Duplicate = row.GetInt64(6),
            Quarantined = row.GetInt64(7),
            Conflicts = row.GetInt64(8),
            Displaced = row.GetInt64(9),
            Undeclared = row.GetInt64(10),
            Parked = row.GetInt64(11),
            Unparked = row.GetInt64(12),
            Replayed = row.GetInt64(13),
            Withdrawn = row.GetInt64(14),
        });

    private static RunCheck ReadCheck(DuckDBDataReader row) => new(
        row.GetString(1), row.GetString(2), Text(row, 3), row.GetString(4), row.GetBoolean(5), row.GetString(6))
    {
        RunId = row.GetString(0),
        Sql = Text(row, 7),
        Failing = Text(row, 8),
    };

    private static string? Text(DuckDBDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
