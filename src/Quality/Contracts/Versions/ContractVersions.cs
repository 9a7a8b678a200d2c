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
        var file = Path.GetFileNameWithoutExtension(version.Position.File);
        if (file != version.Version)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position, $"the file is named '{file}' and holds version {version.Version}",
                $"Rename it to {version.Version}.yaml, or write 'version: {file}'.");
            return;
        }
        if (version.Version == current.Version)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position,
                $"version {version.Version} is the current one, in {current.Position.File}",
                "Remove one of the two files, or raise the current version.");
            return;
        }
        if (version.Id != current.Id)
        {
            problems.Add(ErrorCodes.BadVersionFile, version.Position,
                $"its id is '{version.Id}', and the id of {current.Position.File} '{current.Id}'",
                "Versions of one contract have one id.");
            return;
        }
        if (IsSchema(current))
        {
            problems.Add(ErrorCodes.NotAvailable, version.Position, "versions beside a JSON Schema are not available yet",
                $"Write the current version as an ODCS contract: contracts/{version.Key}.yaml.");
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
        var field = inner.RequiredText(
            "field", "Add 'field:' with the member of the record that holds its version, such as schema_version.");
        var required = inner.Flag("required") ?? false;
        var drafts = inner.Flag("drafts") ?? false;
        inner.Finish();
        if (field is null || current is null)
        {
            return null;
        }
        if (IsSchema(current))
        {
            source.Report(ErrorCodes.NotAvailable, "contract_version", "versions of a JSON Schema are not available yet",
                "Remove 'contract_version', or write the contract as an ODCS contract.");
            return null;
        }
        var path = field.Split('.');
        if (path.Any(name => name.Length == 0 || name.Contains('[', StringComparison.Ordinal)))
        {
            inner.Report(ErrorCodes.BadVersionField, "field", $"'{inner.Peek("field")}' is no path of a member",
                "Write names with points between them, such as meta.schema_version; members of arrays cannot hold the version.");
            return null;
        }
        return RecordVersions.Of(path, current, _byKey.GetValueOrDefault(current.Key) ?? [], drafts, problems) with { Required = required };
    }

    private static bool IsSchema(Contract contract) => contract.Position.File.EndsWith(".json", StringComparison.Ordinal);
}
