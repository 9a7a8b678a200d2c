using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>The versions of contracts beside the current ones, by the key of the contract.</summary>
internal sealed class ContractVersions
{
    private readonly SortedList<string, List<Contract>> _byKey = new(StringComparer.Ordinal);

    /// <summary>Takes a version that lies in <c>contracts/domain/name/</c>.</summary>
    /// <param name="version">What its file says.</param>
    /// <param name="current">The contract of the key.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public void Add(Contract version, Contract current, ProblemList problems)
    {
        var ending = version.IsJsonSchema ? ProjectLayout.SchemaEnding : ".yaml";
        var file = Path.GetFileName(version.Position.File)[..^ending.Length];
        if (file != version.Version)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position, $"the file is named '{file}' and holds version {version.Version}",
                $"Rename it to {version.Version}{ending}, or give it the version {file}.");
            return;
        }
        if (version.Version == current.Version)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position,
                $"version {version.Version} is the current one, in {current.Position.File}",
                "Remove one of the two files, or raise the current version.");
            return;
        }
        // Each JSON Schema has an '$id' of its own; what 'self' says is that of all versions but for the version.
        if (current.Self is { } self && version.Self != self with { Version = version.Self?.Version ?? self.Version })
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position,
                $"it describes itself as {version.Self?.ToString() ?? "nothing"}, and {current.Position.File} as {self}",
                "Versions of one schema have one vendor, name and format in 'self'.");
            return;
        }
        if (version.Id != current.Id && !version.IsJsonSchema && !current.IsJsonSchema)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position,
                $"its id is '{version.Id}', and the id of {current.Position.File} '{current.Id}'",
                "Versions of one contract have one id.");
            return;
        }
        if (!ContractStatus.IsDraft(version))
        {
            UpcastPlanner.Plan(version, current, problems);
        }
        if (!_byKey.TryGetValue(version.Key, out var versions))
        {
            _byKey.Add(version.Key, versions = []);
        }
        versions.Add(version);
    }

    /// <summary>What a source says of the versions of its records; null when it says nothing.</summary>
    public RecordVersions? Read(MappingReader source, Contract? current, ProblemList problems)
    {
        if (source.Mapping("contract_version", $"'contract_version' of {source.Subject}") is not { } inner)
        {
            return null;
        }
        var isSelfDescribing = inner.Flag("self_describing") ?? false;
        var field = isSelfDescribing ? inner.Text("field") : inner.RequiredText(
            "field", "Add 'field:' with the member of the record that holds its version, such as schema_version.");
        var required = inner.Flag("required") ?? false;
        var drafts = inner.Flag("drafts") ?? false;
        inner.Finish();
        if (current is null || (field is null && !isSelfDescribing))
        {
            return null;
        }
        var others = _byKey.GetValueOrDefault(current.Key) ?? [];
        if (isSelfDescribing)
        {
            if (field is null && current.Self is not null)
            {
                return RecordVersions.Of(["schema"], current, others, drafts, problems) with { Required = true, SelfDescribing = true };
            }
            inner.Report(ErrorCodes.BadVersionField, "self_describing", field is not null
                ? "self-describing records name their version in 'schema', and 'field' names another member"
                : $"the contract '{current.Key}' does not describe itself",
                field is not null ? "Remove one of the two." : "Write 'self': { vendor, name, format, version } into its JSON Schema.");
            return null;
        }
        var path = field!.Split('.');
        if (path.Any(name => name.Length == 0 || name.Contains('[', StringComparison.Ordinal)))
        {
            inner.Report(ErrorCodes.BadVersionField, "field", $"'{inner.Peek("field")}' is no path of a member",
                "Write names with points between them, such as meta.schema_version; members of arrays cannot hold the version.");
            return null;
        }
        return RecordVersions.Of(path, current, others, drafts, problems) with { Required = required };
    }
}
