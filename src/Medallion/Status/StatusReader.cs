using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Statistics;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Plans;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Queries;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Medallion.Status;

/// <summary>Reads the state of a lakehouse from the logs of its tables and its landing folders.</summary>
public static class StatusReader
{
    /// <summary>Reads it.</summary>
    /// <exception cref="Quality.ContractException">A product's SQL is refused.</exception>
    public static async Task<LakehouseStatus> ReadAsync(LakehouseSession session, CancellationToken cancellationToken)
    {
        var plan = await PlanReader.ReadAsync(session, [], cancellationToken).ConfigureAwait(false);
        var pending = plan.Steps.ToDictionary(step => $"{step.Stage}.{step.Subject}", Describe);
        var catalog = new TableCatalog(session);
        var tables = new List<TableStatus>();
        foreach (var table in catalog.Tables)
        {
            var snapshot = await catalog.FindAsync(table, cancellationToken).ConfigureAwait(false);
            var status = snapshot is null
                ? new TableStatus(table)
                : Describe(table, snapshot) with
                {
                    RunId = await RunReader.LastRunAsync(session, snapshot, cancellationToken).ConfigureAwait(false),
                };
            tables.Add(status with { Pending = pending.GetValueOrDefault(table.FullName) });
        }
        var open = await QuarantineReader.OpenAsync(session, new QuarantineFilter(), cancellationToken).ConfigureAwait(false);
        var parked = await ParkedReader.CountAsync(session, cancellationToken).ConfigureAwait(false);
        var runs = await RunReader.ListAsync(session, 1, cancellationToken).ConfigureAwait(false);
        return new LakehouseStatus(tables, open, parked, runs.Count == 0 ? null : runs[0], plan.HasWork, plan.Problems);
    }

    private static TableStatus Describe(TableName table, Snapshot snapshot) => new(table)
    {
        Version = snapshot.Version,
        Rows = snapshot.Files.Aggregate((long?)0, (sum, file) => sum + FileStatistics.ReadNumRecords(file.StatsJson)),
        Files = snapshot.Files.Count,
        SizeBytes = snapshot.SizeBytes,
        ChangedAt = snapshot.Timestamp,
    };

    private static string Describe(PlanStep step) => step.Action switch
    {
        PlanAction.Nothing => "up to date",
        PlanAction.Land => step.Reason,
        PlanAction.Judge => step.Reason,
        PlanAction.Partitions => $"recompute partitions: {step.Reason}",
        PlanAction.Whole => $"recompute whole: {step.Reason}",
        _ => $"refused: {step.Reason}",
    };
}
