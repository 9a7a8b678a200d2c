using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Verification;

/// <summary>What was found in a table.</summary>
/// <param name="Snapshot">The version that was looked at; null when it cannot be read.</param>
/// <param name="Faults">What is wrong; empty for a table that is whole.</param>
public sealed record TableVerification(Snapshot? Snapshot, IReadOnlyList<TableFault> Faults);
