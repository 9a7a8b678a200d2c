using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Landing;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Silver;

/// <summary>Finds the Bronze records that a dataset has not taken in yet.</summary>
internal sealed class BronzeReader(RunContext context, SilverDataset dataset, SilverOptions options)
{
    /// <summary>
    /// The next step after version <paramref name="from"/>, at most to <paramref name="upTo"/> when that is given; null when
    /// there is nothing new.
    /// </summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.BronzeGone"/>.</exception>
    public async Task<BronzeStep?> NextAsync(long from, long? upTo, CancellationToken cancellationToken)
    {
        var table = context.Table(dataset.BronzeTable);
        var snapshot = await context.FindAsync(dataset.BronzeTable, cancellationToken).ConfigureAwait(false);
        if (snapshot is null || snapshot.Version <= from)
        {
            return null;
        }
        var files = new List<AddFile>();
        var paths = new HashSet<string>();
        long records = 0;
        var last = upTo ?? snapshot.Version;
        var to = from;
        try
        {
            var commits = table.ReadCommitsAsync(from + 1, last, cancellationToken);
            await foreach (var commit in commits.ConfigureAwait(false))
            {
                var added = commit.Adds.Where(add => add.DataChange).ToList();
                var more = added.Sum(FileRows.Of);
                if (upTo is null && records > 0 && records + more > options.StepRecords)
                {
                    break;
                }
                files.AddRange(added);
                paths.UnionWith(PathsOf(commit.Transactions));
                records += more;
                to = commit.Version;
            }
        }
        catch (DeltaException e) when (from >= 0)
        {
            throw new MedallionException(
                ErrorCodes.BronzeGone,
                $"{dataset.Table} has taken in {dataset.BronzeTable} up to version {from}, and the commits after it can no "
                + "longer be read. Restore the log of the Bronze table.", e);
        }
        catch (DeltaException) when (upTo is null)
        {
            // The first commits of an old table may have been cleaned up; its snapshot holds the same records.
            return FromSnapshot(snapshot);
        }
        return new BronzeStep(from, to, files, [.. paths], records);
    }

    private BronzeStep FromSnapshot(Snapshot snapshot) => new(
        -1, snapshot.Version, [.. snapshot.Files], [.. PathsOf(snapshot.Transactions.Values)],
        snapshot.Files.Sum(FileRows.Of));

    private IEnumerable<string> PathsOf(IEnumerable<SetTransaction> transactions) =>
        transactions.Select(t => LandedFile.From(t, dataset.Source.Name)?.Path).OfType<string>();
}
