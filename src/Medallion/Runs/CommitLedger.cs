using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Medallion.Silver;

namespace Lakehouse.Medallion.Runs;

/// <summary>
/// Reads rows for a table of runs from the notes in the commits of Silver tables, where they were written with the records
/// that they tell of: so a run that was killed after its Silver commit is still in the books.
/// </summary>
/// <param name="context">The run.</param>
/// <param name="rows">The rows of a commit: dataset, version of Silver, notes.</param>
internal sealed class CommitLedger(
    RunContext context, Func<SilverDataset, long, JsonElement, IEnumerable<IReadOnlyList<object?>>> rows)
{
    /// <summary>The rows of all Silver commits after those that the progress tells of.</summary>
    public async Task<OpsRows> ReadAsync(Func<string, long> progress, CancellationToken cancellationToken)
    {
        var found = new List<IReadOnlyList<object?>>();
        var reached = new List<SetTransaction>();
        foreach (var dataset in context.Project.Sources.Select(source => new SilverDataset(source)))
        {
            var silver = await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
            var appId = $"medallion/ops/{dataset.Table}";
            var from = progress(appId);
            if (silver is null || silver.Version <= from)
            {
                continue;
            }
            var commits = context.Table(dataset.Table).ReadCommitsAsync(from + 1, silver.Version, cancellationToken);
            await foreach (var commit in commits.ConfigureAwait(false))
            {
                if (commit.CommitInfo?.UserMetadata is { } notes)
                {
                    found.AddRange(Rows(dataset, commit.Version, notes));
                }
            }
            reached.Add(new SetTransaction(appId, silver.Version, context.StartedAt.ToUnixTimeMilliseconds()));
        }
        return new OpsRows(found, reached);
    }

    // None for commits of other tools, which say nothing of records.
    private List<IReadOnlyList<object?>> Rows(SilverDataset dataset, long version, string notes)
    {
        try
        {
            using var json = JsonDocument.Parse(notes);
            var root = json.RootElement;
            return root.ValueKind == JsonValueKind.Object && root.TryGetProperty("run", out _)
                ? [.. rows(dataset, version, root)]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
