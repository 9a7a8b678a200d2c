using System.Runtime.CompilerServices;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Log;

/// <summary>Reads commits.</summary>
internal sealed class LogReader(IStorage storage, string table)
{
    private const int ReadAhead = 8;

    /// <summary>One commit, or null when there is none of that version.</summary>
    /// <exception cref="DeltaException">DEL0201: the commit is malformed.</exception>
    public async Task<TableCommit?> FindAsync(long version, CancellationToken cancellationToken)
    {
        var content = await storage
            .ReadAsync(LogPath.Commit(table, version), cancellationToken)
            .ConfigureAwait(false);
        return content is null
            ? null
            : CommitFile.Read(table, version, LogPath.Commit(table, version), content);
    }

    /// <summary>The commits from one version to another, both included.</summary>
    /// <exception cref="DeltaException">DEL0201, DEL0202: a commit is malformed or missing.</exception>
    public IAsyncEnumerable<TableCommit> ReadAsync(long first, long last, CancellationToken cancellationToken) =>
        ReadAsync(Commits(first, last), cancellationToken);

    /// <summary>What some steps did, in their order; some are read ahead at the same time.</summary>
    /// <exception cref="DeltaException">DEL0201, DEL0202: a commit is malformed or missing.</exception>
    public async IAsyncEnumerable<TableCommit> ReadAsync(
        IEnumerable<LogStep> steps, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = new Queue<Task<TableCommit>>();
        try
        {
            foreach (var step in steps)
            {
                if (pending.Count == ReadAhead) yield return await pending.Dequeue().ConfigureAwait(false);
                pending.Enqueue(Task.Run(() => ReadAsync(step, stop.Token), stop.Token));
            }
            while (pending.Count > 0) yield return await pending.Dequeue().ConfigureAwait(false);
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(pending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task<TableCommit> ReadAsync(LogStep step, CancellationToken cancellationToken)
    {
        var path = step.Path(table);
        var content = await storage.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        return content is null
            ? throw LogFiles.Gap(table, step.First)
            : CommitFile.Read(table, step.Last, path, content);
    }

    private static IEnumerable<LogStep> Commits(long first, long last)
    {
        for (var version = first; version <= last; version++) yield return new LogStep(version, version);
    }
}
