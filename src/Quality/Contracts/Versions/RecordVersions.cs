namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>The live versions of a contract, and where a record says which one it follows.</summary>
/// <param name="Path">Names of members from the root of the record down to the one that holds the version.</param>
/// <param name="Older">The versions beside the current one, in the order of their names.</param>
public sealed record RecordVersions(IReadOnlyList<string> Path, IReadOnlyList<OlderVersion> Older)
{
    /// <summary>Whether a record that names no version is rejected; otherwise it is of the current one.</summary>
    /// <value>Default false.</value>
    public bool Required { get; init; }

    /// <summary>Whether records are self-describing: <c>{"schema": "iglu:…", "data": {…}}</c>, judged by what is in <c>data</c>.</summary>
    /// <value>Default false.</value>
    public bool SelfDescribing { get; init; }

    /// <summary>Whether records of drafts are judged like others.</summary>
    /// <value>Default false.</value>
    public bool AcceptsDrafts { get; init; }

    /// <summary>Versions that are known and whose records are rejected.</summary>
    public IReadOnlyList<Contract> Drafts { get; init; } = [];

    /// <summary>What a record calls a version.</summary>
    public string NameOf(Contract version) => SelfDescribing ? version.Self!.ToString() : version.Version;

    /// <summary>Versions around a current one, with their upcasts.</summary>
    /// <param name="path">Names of members down to the one that holds the version.</param>
    /// <param name="current">The current version.</param>
    /// <param name="others">The others, drafts among them.</param>
    /// <param name="acceptsDrafts">Whether records of drafts are judged like others.</param>
    /// <exception cref="ContractException">
    /// <see cref="ErrorCodes.BadUpcast"/>, <see cref="ErrorCodes.UpcastNotTotal"/>: one cannot become the current one.
    /// </exception>
    public static RecordVersions Of(
        IReadOnlyList<string> path, Contract current, IEnumerable<Contract> others, bool acceptsDrafts)
    {
        var problems = new ProblemList();
        var versions = Of(path, current, others, acceptsDrafts, problems);
        problems.ThrowIfAny();
        return versions;
    }

    internal static RecordVersions Of(
        IReadOnlyList<string> path, Contract current, IEnumerable<Contract> others, bool acceptsDrafts, ProblemList problems)
    {
        var older = new List<OlderVersion>();
        var drafts = new List<Contract>();
        foreach (var version in others)
        {
            if (ContractStatus.IsDraft(version) && !acceptsDrafts)
            {
                drafts.Add(version);
            }
            else if (UpcastPlanner.Plan(version, current, problems) is { } plan)
            {
                older.Add(new OlderVersion(version, plan));
            }
        }
        return new RecordVersions(path, older) { AcceptsDrafts = acceptsDrafts, Drafts = drafts };
    }
}
