using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Ports;

/// <summary>Writes the rows of data files anew, in memory of bounded size.</summary>
public interface IFileRewriter
{
    /// <summary>Writes the live rows of some files of one partition into new files, durably; nothing names them yet.</summary>
    /// <returns>Actions for the new files; none when no row is left.</returns>
    Task<IReadOnlyList<AddFile>> RewriteAsync(FileRewrite rewrite, CancellationToken cancellationToken);
}

/// <summary>Files to write anew.</summary>
/// <param name="Snapshot">The version that they belong to.</param>
/// <param name="Files">The files, all of one partition, with their deletion vectors.</param>
public sealed record FileRewrite(Snapshot Snapshot, IReadOnlyList<AddFile> Files)
{
    /// <summary>Columns by which rows are brought near each other, in a Z-order; none to keep them as they come.</summary>
    public IReadOnlyList<string> ZOrderBy { get; init; } = [];

    /// <summary>About how long a new file may become, in bytes; null for one file.</summary>
    public long? FileBytes { get; init; }
}
