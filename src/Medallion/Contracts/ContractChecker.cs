using Lakehouse.Medallion.Projects;
using Lakehouse.Quality;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Compares the contracts of a project with those of a folder or of a revision in git.</summary>
public static class ContractChecker
{
    /// <summary>Compares all of them; those whose text is the same are not read.</summary>
    /// <param name="options">The project.</param>
    /// <param name="against">A project folder, or a revision such as <c>main</c>.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.ProjectFolder"/>: a folder is no project. <see cref="ErrorCodes.Git"/>: no such revision.
    /// </exception>
    /// <exception cref="ContractException">The project is wrong.</exception>
    public static async Task<ContractCheckReport> CheckAsync(
        LakehouseOptions options, string against, CancellationToken cancellationToken)
    {
        var baseline = ContractBaseline.Of(options.Folder, against);
        var old = await baseline.ReadAsync(cancellationToken).ConfigureAwait(false);
        var now = ProjectFolder.Load(options.Folder).Where(file => file.Path.StartsWith("contracts/", StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        var paths = old.Keys.Union(now.Keys).Where(path => Path.GetExtension(path) == ".yaml").Order(StringComparer.Ordinal).ToList();
        var changed = paths.Where(path => !old.TryGetValue(path, out var text) || !now.TryGetValue(path, out var newText) || text != newText).ToList();
        if (changed.Count == 0)
        {
            return new ContractCheckReport(baseline.Name, paths.Count, []);
        }
        using var session = new LakehouseSession(options);
        var impact = new ContractImpact(session);
        var reports = new List<CheckedContract>();
        foreach (var path in changed)
        {
            var difference = await CompareAsync(session, baseline, path, old.GetValueOrDefault(path), cancellationToken).ConfigureAwait(false);
            if (difference.Changes.Count > 0)
            {
                reports.Add(new CheckedContract(difference,
                    await impact.FindAsync(difference.Name, difference.Changes, cancellationToken).ConfigureAwait(false)));
            }
        }
        return new ContractCheckReport(baseline.Name, paths.Count - reports.Count, reports);
    }

    private static async Task<SchemaDifference> CompareAsync(
        LakehouseSession session, ContractBaseline baseline, string path, string? oldText, CancellationToken cancellationToken)
    {
        var key = path["contracts/".Length..^".yaml".Length];
        if (!session.Project.Contracts.TryGetValue(key, out var next))
        {
            return new SchemaDifference(key, session.Project.Compatibility,
                [new ContractChange(session.Project.Compatibility == CompatibilityMode.None ? ChangeKind.Additive : ChangeKind.Breaking,
                    ChangeCodes.ContractRemoved, "/", "the contract is gone")])
            {
                OldVersion = TryRead(path, oldText!)?.Version,
            };
        }
        var mode = next.Compatibility ?? session.Project.Compatibility;
        if (oldText is null)
        {
            return new SchemaDifference(key, mode, [new ContractChange(ChangeKind.Additive, ChangeCodes.ContractAdded, "/", "the contract is new")])
            {
                NewVersion = next.Version,
            };
        }
        if (TryRead(path, oldText) is not { } before)
        {
            var unreadable = new ContractChange(ChangeKind.Additive, ChangeCodes.OldUnreadable, "/",
                "the contract as it was has mistakes, so that nothing can be compared with it");
            return new SchemaDifference(key, mode, [unreadable]) { NewVersion = next.Version };
        }
        var earlier = mode.IsTransitive()
            ? await baseline.ReadEarlierAsync(path, cancellationToken).ConfigureAwait(false)
            : [];
        return ContractDiff.Compare(key,
            [.. earlier.Select(text => TryRead(path, text)).Append(before).OfType<Contract>().Select(c => new PayloadSchema.Open(c))],
            new PayloadSchema.Open(next), mode);
    }

    private static Contract? TryRead(string path, string text)
    {
        try
        {
            return ContractReader.Read(path, text);
        }
        catch (ContractException)
        {
            return null;
        }
    }
}
