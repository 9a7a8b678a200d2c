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
        return content is null ? null : CommitFile.Read(table, version, content);
    }

    /// <summary>The commits from one version to another, both included; some are read ahead at the same time.</summary>
    /// <exception cref="DeltaException">DEL0201, DEL0202: a commit is malformed or missing.</exception>
    public async IAsyncEnumerable<TableCommit> ReadAsync(
        long first, long last, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pending = new Queue<Task<TableCommit?>>();
        try
        {
            for (var (version, next) = (first, first); version <= last; version++)
            {
                while (next <= last && pending.Count < ReadAhead)
                {
                    var wanted = next++;
                    pending.Enqueue(Task.Run(() => FindAsync(wanted, stop.Token), stop.Token));
                }
                yield return await pending.Dequeue().ConfigureAwait(false) ?? throw LogFiles.Gap(table, version);
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(pending)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
