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
    private const string SchemaEnding = ".schema.json";

    // A JSON Schema may be a contract itself; schemas in other formats lie beside the contracts that they come from.
    private static readonly string[] Endings = [Ending, ".json", ".avsc", ".proto"];

    /// <summary>Compares all of them; those whose text is the same are not read.</summary>
    /// <param name="options">The project.</param>
    /// <param name="against">A project folder, or a revision such as <c>main</c>.</param>
    /// <param name="againstData">Whether the records that landed are judged by both versions too.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.ProjectFolder"/>: a folder is no project. <see cref="ErrorCodes.Git"/>: no such revision.
    /// </exception>
    /// <exception cref="ContractException">The project is wrong.</exception>
    public static async Task<ContractCheckReport> CheckAsync(
        LakehouseOptions options, string against, bool againstData, CancellationToken cancellationToken)
    {
        var baseline = ContractBaseline.Of(options.Folder, against);
        var old = Bundled(await baseline.ReadAsync(cancellationToken).ConfigureAwait(false));
        var files = ProjectFolder.Load(options.Folder);
        var now = Bundled(files.Where(file => file.Path.StartsWith(Folder, StringComparison.Ordinal))
            .ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal));
        var paths = old.Keys.Union(now.Keys).Where(path => Endings.Contains(Path.GetExtension(path))).Order(StringComparer.Ordinal).ToList();
        var changed = paths.Where(path => old.GetValueOrDefault(path) != now.GetValueOrDefault(path)).ToList();
        var mode = ProjectReader.ReadSettings(files).Compatibility;
        var contracts = ReadAll(changed, now);
        var transitive = contracts.Where(c => ModeOf(c.Value, mode).IsTransitive() && old.ContainsKey(c.Key)).Select(c => c.Key).ToList();
        var earlier = await baseline.ReadEarlierAsync(transitive, cancellationToken).ConfigureAwait(false);
        var reports = changed.AsParallel().AsOrdered().WithCancellation(cancellationToken)
            .Select(path => Compare(path, old.GetValueOrDefault(path), contracts.GetValueOrDefault(path), earlier.GetValueOrDefault(path, []), mode))
            .Where(difference => difference.Changes.Count > 0)
            .Select(difference => new CheckedContract(difference, [])).ToList();
        return new ContractCheckReport(baseline.Name, paths.Count - reports.Count,
            await FollowAsync(options, reports, againstData, key => Earlier($"{Folder}{key}{Ending}"), cancellationToken).ConfigureAwait(false));

        IReadOnlyList<Contract> Earlier(string path) =>
        [
            .. earlier.GetValueOrDefault(path, []).Append(old.GetValueOrDefault(path)).OfType<string>().Distinct()
                .Select(text => Read(path, text).Schema).OfType<PayloadSchema.Open>().Select(schema => schema.Contract),
        ];
    }

    // Only what breaks is followed, and only what is asked for is judged: that takes the whole project and its queries.
    private static async Task<IReadOnlyList<CheckedContract>> FollowAsync(
        LakehouseOptions options, List<CheckedContract> reports, bool againstData, Func<string, IReadOnlyList<Contract>> earlier,
        CancellationToken cancellationToken)
    {
        if (reports.Count == 0 || (!againstData && !reports.Exists(report => report.Difference.IsBreaking)))
        {
            return reports;
        }
        using var session = new LakehouseSession(options);
        var impact = new ContractImpact(session);
        var evidence = new ContractEvidence(session);
        for (var i = 0; i < reports.Count; i++)
        {
            var difference = reports[i].Difference;
            reports[i] = new CheckedContract(difference, !difference.IsBreaking ? []
                : await impact.FindAsync(difference.Name, difference.Changes, cancellationToken).ConfigureAwait(false))
            {
                Evidence = !againstData ? []
                    : await evidence.FindAsync(difference.Name, earlier(difference.Name), cancellationToken).ConfigureAwait(false),
            };
        }
        return reports;
    }

    // A schema changes with those that it refers to.
    private static IReadOnlyDictionary<string, string> Bundled(IReadOnlyDictionary<string, string> texts)
    {
        if (!texts.Any(file => file.Key.EndsWith(".json", StringComparison.Ordinal) && file.Value.Contains("\"$ref\"", StringComparison.Ordinal)))
        {
            return texts;
        }
        var bundle = new SchemaBundle(texts);
        return texts.ToDictionary(file => file.Key, file => bundle.Of(file.Key) ?? file.Value, StringComparer.Ordinal);
    }

    private static Dictionary<string, PayloadSchema> ReadAll(IEnumerable<string> paths, IReadOnlyDictionary<string, string> texts)
    {
        var read = paths.Where(texts.ContainsKey).AsParallel().AsOrdered().Select(path => (Path: path, Result: Read(path, texts[path]))).ToList();
        var problems = read.SelectMany(file => file.Result.Problems).ToList();
        return problems.Count == 0
            ? read.ToDictionary(file => file.Path, file => file.Result.Schema!, StringComparer.Ordinal)
            : throw new ContractException(problems);
    }

    private static (PayloadSchema? Schema, IReadOnlyList<Problem> Problems) Read(string path, string text)
    {
        try
        {
            return (PayloadSchema.Read(path, text), []);
        }
        catch (ContractException e)
        {
            return (null, e.Problems);
        }
    }

    private static SchemaDifference Compare(
        string path, string? oldText, PayloadSchema? next, IReadOnlyList<string> earlier, CompatibilityMode ofProject)
    {
        var key = KeyOf(path);
        if (next is null)
        {
            var removed = new ContractChange(ofProject == CompatibilityMode.None ? ChangeKind.Additive : ChangeKind.Breaking,
                ChangeCodes.ContractRemoved, "/", "the contract is gone");
            return new SchemaDifference(key, ofProject, [removed]) { OldVersion = VersionOf(Read(path, oldText!).Schema) };
        }
        var mode = ModeOf(next, ofProject);
        if (oldText is null)
        {
            var added = new ContractChange(ChangeKind.Additive, ChangeCodes.ContractAdded, "/", "the contract is new");
            return new SchemaDifference(key, mode, [added]) { NewVersion = VersionOf(next) };
        }
        if (Read(path, oldText).Schema is not { } before)
        {
            var unreadable = new ContractChange(ChangeKind.Additive, ChangeCodes.OldUnreadable, "/",
                "the contract as it was has mistakes, so that nothing can be compared with it");
            return new SchemaDifference(key, mode, [unreadable]) { NewVersion = VersionOf(next) };
        }
        return ContractDiff.Compare(
            key, [.. earlier.Select(text => Read(path, text).Schema).OfType<PayloadSchema>().Append(before)], next, mode);
    }

    private static string KeyOf(string path) =>
        Path.GetExtension(path) == Ending ? path[Folder.Length..^Ending.Length] : path[Folder.Length..].Replace(SchemaEnding, "", StringComparison.Ordinal);

    private static CompatibilityMode ModeOf(PayloadSchema schema, CompatibilityMode ofProject) =>
        (schema as PayloadSchema.Open)?.Contract.Compatibility ?? ofProject;

    private static string? VersionOf(PayloadSchema? schema) => (schema as PayloadSchema.Open)?.Contract.Version;
}
