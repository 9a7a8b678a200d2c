using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Scans;

/// <summary>A file that a scan has to read.</summary>
/// <param name="File">The file, its deletion vector included, as the log has it.</param>
/// <param name="PartitionValues">
/// The encoded value of every partition column by its name in the schema; the log has them by physical name.
/// </param>
public sealed record ScanFile(AddFile File, IReadOnlyDictionary<string, string?> PartitionValues);
