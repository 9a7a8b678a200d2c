using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Dml;

/// <summary>A file with rows that a change touches.</summary>
/// <param name="File">The file.</param>
/// <param name="Deleted">Number of rows that are deleted.</param>
/// <param name="Updated">Number of rows that are updated.</param>
/// <param name="Kept">Number of rows that stay as they are.</param>
public sealed record FoundFile(AddFile File, long Deleted, long Updated, long Kept);
