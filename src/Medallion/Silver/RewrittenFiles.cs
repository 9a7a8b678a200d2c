using Lakehouse.Delta.Actions;
using Lakehouse.Engine;

namespace Lakehouse.Medallion.Silver;

/// <summary>Files of a table that lose rows.</summary>
/// <param name="Replaced">As they are.</param>
/// <param name="Staying">Files with the rows that stay.</param>
internal sealed record RewrittenFiles(IReadOnlyList<AddFile> Replaced, IReadOnlyList<StagedFile> Staying);
