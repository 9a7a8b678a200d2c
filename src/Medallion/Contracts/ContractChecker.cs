using Lakehouse.Medallion.Projects;
using Lakehouse.Quality;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Evolution;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Compares the contracts of a project with those of a folder or of a revision in git.</summary>
public static class ContractChecker
{
    private const string Folder = "contracts/";
    private const string Ending = ".yaml";

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
        var files = ProjectFolder.Load(options.Folder);
        var now = files.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        var paths = old.Keys.Union(now.Keys).Where(path => Path.GetExtension(path) == Ending).Order(StringComparer.Ordinal).ToList();
        var changed = paths.Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).ToList();
        var mode = ProjectReader.ReadSettings(files).Compatibility;
        var contracts = ReadAll(changed, now);
        var reports = new List<CheckedContract>();
        foreach (var path in changed)
        {
            var difference = await CompareAsync(baseline, path, old.GetValueOrDefault(path), contracts.GetValueOrDefault(path), mode, cancellationToken)
                .ConfigureAwait(false);
            if (difference.Changes.Count > 0)
            {
                reports.Add(new CheckedContract(difference, []));
            }
        }
        return new ContractCheckReport(baseline.Name, paths.Count - reports.Count,
            await FollowAsync(options, reports, cancellationToken).ConfigureAwait(false));
    }

    // Only what breaks is followed: that takes the whole project and its queries.
    private static async Task<IReadOnlyList<CheckedContract>> FollowAsync(
        LakehouseOptions options, List<CheckedContract> reports, CancellationToken cancellationToken)
    {
        if (!reports.Exists(report => report.Difference.IsBreaking))
        {
            return reports;
        }
        using var session = new LakehouseSession(options);
        var impact = new ContractImpact(session);
        for (var i = 0; i < reports.Count; i++)
        {
            if (reports[i].Difference is { IsBreaking: true } broken)
            {
                reports[i] = new CheckedContract(broken, await impact.FindAsync(broken.Name, broken.Changes, cancellationToken).ConfigureAwait(false));
            }
        }
        return reports;
    }

    private static Dictionary<string, Contract> ReadAll(IEnumerable<string> paths, Dictionary<string, string> texts)
    {
        var contracts = new Dictionary<string, Contract>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        foreach (var path in paths.Where(texts.ContainsKey))
        {
            try
            {
                contracts.Add(path, ContractReader.Read(path, texts[path]));
            }
            catch (ContractException e)
            {
                problems.AddRange(e.Problems);
            }
        }
        return problems.Count == 0 ? contracts : throw new ContractException(problems);
    }

    private static async Task<SchemaDifference> CompareAsync(ContractBaseline baseline, string path, string? oldText,
        Contract? next, CompatibilityMode ofProject, CancellationToken cancellationToken)
    {
        var key = path[Folder.Length..^Ending.Length];
        if (next is null)
        {
            var removed = new ContractChange(ofProject == CompatibilityMode.None ? ChangeKind.Additive : ChangeKind.Breaking,
                ChangeCodes.ContractRemoved, "/", "the contract is gone");
            return new SchemaDifference(key, ofProject, [removed]) { OldVersion = TryRead(path, oldText!)?.Version };
        }
        var mode = next.Compatibility ?? ofProject;
        if (oldText is null)
        {
            var added = new ContractChange(ChangeKind.Additive, ChangeCodes.ContractAdded, "/", "the contract is new");
            return new SchemaDifference(key, mode, [added]) { NewVersion = next.Version };
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
