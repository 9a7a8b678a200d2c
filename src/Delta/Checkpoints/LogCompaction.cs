using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Writes the net effect of some commits into one file that readers may take for them all.</summary>
/// <remarks>Protocol, "Log Compaction Files". The commits themselves stay.</remarks>
internal sealed class LogCompaction(IStorage storage, string table)
{
    /// <summary>Writes the file of the commits from one version to another, both included.</summary>
    /// <returns>False when the file is there already.</returns>
    /// <exception cref="DeltaException">DEL0201, DEL0202: a commit is malformed or missing.</exception>
    public async Task<bool> WriteAsync(long first, long last, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(first, last);
        var newest = new Dictionary<string, DeltaAction>();
        var commits = new LogReader(storage, table).ReadAsync(first, last, cancellationToken);
        await foreach (var commit in commits.ConfigureAwait(false)) Add(commit, newest);
        var outcome = await storage
            .PutIfAbsentAsync(
                LogPath.Compaction(table, first, last), CommitFile.Write(newest.Values), cancellationToken)
            .ConfigureAwait(false);
        return outcome == PutOutcome.Created;
    }

    // Of one commit, removes count before adds; a removed domain has to stay known as removed.
    private static void Add(TableCommit commit, Dictionary<string, DeltaAction> newest)
    {
        if (commit.Protocol is not null) newest["protocol"] = commit.Protocol;
        if (commit.Metadata is not null) newest["metaData"] = commit.Metadata;
        foreach (var transaction in commit.Transactions) newest[$"txn {transaction.AppId}"] = transaction;
        foreach (var domain in commit.Domains) newest[$"domain {domain.Domain}"] = domain;
        foreach (var remove in commit.Removes) newest[$"file {remove.Key}"] = remove;
        foreach (var add in commit.Adds) newest[$"file {add.Key}"] = add;
    }
}
