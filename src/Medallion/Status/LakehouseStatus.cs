using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Runs;

namespace Lakehouse.Medallion.Status;

/// <summary>The state of a lakehouse.</summary>
/// <param name="Tables">All tables in the order in which data flows.</param>
/// <param name="OpenQuarantine">Rejected records that nobody dealt with, by dataset.</param>
/// <param name="Parked">Records that wait for what they refer to.</param>
/// <param name="LastRun">The newest run that changed something or met a problem; null when there was none.</param>
/// <param name="HasWork">Whether a run would do anything.</param>
/// <param name="Problems">What it would refuse.</param>
public sealed record LakehouseStatus(
    IReadOnlyList<TableStatus> Tables,
    IReadOnlyDictionary<string, long> OpenQuarantine,
    IReadOnlyList<ParkedCount> Parked,
    RunSummary? LastRun,
    bool HasWork,
    IReadOnlyList<RunProblem> Problems);
