using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads a file of <c>sources/</c> and binds it to its contract.</summary>
/// <param name="contracts">The contracts that could be read, by key.</param>
/// <param name="contractKeys">All contract files by key, also those with problems.</param>
/// <param name="versions">The versions beside the current ones, by key.</param>
/// <param name="problems">Takes what is wrong.</param>
internal sealed class SourceReader(
    IReadOnlyDictionary<string, Contract> contracts,
    IReadOnlyCollection<string> contractKeys,
    ContractVersions versions,
    ProblemList problems)
{
    // Those of single values that days can be told by, or compared.
    private static readonly string[] BronzeColumns = ["landing_path", "record_key", "source_time", "landed_at", "landing_date"];

    private static readonly string[] Kinds = ["events", "cdc", "batch"];
    private static readonly string[] Formats = ["jsonl", "csv", "parquet", "avro", "debezium", "snowplow"];
    private static readonly string[] Compressions = ["auto", "none", "gzip", "zstd"];

    /// <summary>The source, or null when it has problems or its contract has.</summary>
    public Source? Read(string name, ProjectFile file)
    {
        if (YamlReader.Read(file.Path, file.Text, problems) is not { } root)
        {
            return null;
        }
        var reader = new MappingReader(root, $"source '{name}'", problems);
        var dataset = reader.Name("dataset") ?? name;
        Available(reader, "kind", Kinds, "events");
        Available(reader, "format", Formats, "jsonl");
        var landing = ReadLanding(reader, name);
        var contract = WithKey(reader, ReadContract(reader));
        var eventTime = ReadEventTime(reader, contract);
        var scope = ReadScope(reader);
        var lateness = ReadLateness(reader);
        var recordVersions = versions.Read(reader, contract, problems);
        var drift = ContractReader.ReadDrift(reader, "drift");
        var onChange = reader.Choice("on_change", ["rebuild", "forward"]);
        var bronzeChecks = ReadBronzeChecks(reader);
        reader.Finish();
        if (contract is { PrimaryKey.Count: 0 })
        {
            reader.Report(ErrorCodes.NoPrimaryKey, "contract",
                $"records of {reader.Subject} cannot be told apart: the contract '{contract.Key}' has no primary key",
                "Write 'primaryKey: true' at a required property of the contract; for a JSON Schema 'key: [...]' in the source, or "
                + "'x-primaryKey' in the schema.");
        }
        return contract is null || eventTime is null ? null : new Source(
            name, dataset, contract, eventTime, landing, new FilePosition(file.Path))
        {
            Scope = scope,
            Lateness = lateness,
            Versions = recordVersions,
            Drift = drift ?? contract.Drift ?? DriftAction.Count,
            BronzeChecks = bronzeChecks,
            OnChange = onChange == "forward" ? ChangePolicy.Forward : ChangePolicy.Rebuild,
        };
    }

    // Bronze keeps everything, so that nothing there can be kept back.
    private static List<TableCheck> ReadBronzeChecks(MappingReader reader)
    {
        var checks = new List<TableCheck>();
        foreach (var entry in QualityEntryReader.Read(reader))
        {
            if (!HistoryReader.IsOne(entry))
            {
                entry.Source.Report(ErrorCodes.BadQualityEntry, "type", $"{entry.Source.Subject} is no comparison with earlier days",
                    "Write 'type: custom', 'engine: medallion' and 'implementation: { history: volume }', or check the records in the contract.");
            }
            else if (HistoryReader.Read(entry, "landing_date", BronzeColumns.Contains, hasLanding: true) is { } check)
            {
                checks.Add(check with { Severity = Severity.Warning });
            }
        }
        return checks;
    }

    private static void Available(MappingReader reader, string key, string[] known, string available)
    {
        if (reader.Choice(key, known) is { } given && given != available)
        {
            reader.Report(ErrorCodes.NotAvailable, key, $"'{key}: {given}' is not available yet", $"Only '{key}: {available}' is.");
        }
    }

    private static Landing ReadLanding(MappingReader reader, string name)
    {
        var landing = reader.Mapping("landing", $"the landing of {reader.Subject}");
        var folder = landing is null ? null : RootPath.ReadBelow(landing, "folder");
        var glob = landing is null ? null : RootPath.ReadBelow(landing, "glob");
        var quiet = landing?.Duration("quiet");
        landing?.Finish();
        var compression = reader.Choice("compression", Compressions);
        if (compression == "zstd")
        {
            reader.Report(ErrorCodes.NotAvailable, "compression", "'compression: zstd' is not available yet",
                "Use 'auto', 'none' or 'gzip'.");
        }
        return new Landing(folder?.TrimEnd('/') ?? name, glob ?? "*.jsonl*", quiet ?? TimeSpan.Zero, compression switch
        {
            "none" => Compression.None,
            "gzip" => Compression.Gzip,
            _ => Compression.Auto,
        });
    }

    private Contract? ReadContract(MappingReader reader)
    {
        if (reader.RequiredText("contract", "Add 'contract: <domain>/<name>'.") is not { } key)
        {
            return null;
        }
        if (!contractKeys.Contains(key))
        {
            reader.Report(ErrorCodes.UnknownContract, "contract", $"there is no contract '{reader.Peek("contract")}'",
                NameGuess.Nearest(key, contractKeys) is { } near ? $"Did you mean '{near}'?" : $"Write contracts/{key}.yaml.");
        }
        return contracts.GetValueOrDefault(key);
    }

    // A JSON Schema that others publish cannot say what identifies a record.
    private static Contract? WithKey(MappingReader reader, Contract? contract)
    {
        var names = reader.Texts("key");
        if (names.Count == 0 || contract is null)
        {
            return contract;
        }
        if (contract.PrimaryKey.Count > 0)
        {
            reader.Report(ErrorCodes.BadPrimaryKey, "key", $"the contract '{contract.Key}' has a primary key of its own", "Remove 'key'.");
            return contract;
        }
        var fields = new List<RecordField>();
        foreach (var name in names)
        {
            var field = contract.Shape.Columns.FirstOrDefault(column => column.Name == name);
            if (SchemaContractReader.RefuseKey(field) is { } reason)
            {
                reader.Report(ErrorCodes.BadPrimaryKey, "key", $"'{name}' cannot be part of the key: {reason}",
                    NameGuess.Suggest(name, [.. contract.Shape.Columns.Where(c => SchemaContractReader.RefuseKey(c) is null).Select(c => c.Name)]));
            }
            else
            {
                fields.Add(field!);
            }
        }
        return contract with { PrimaryKey = fields };
    }

    private static RecordField? ReadEventTime(MappingReader reader, Contract? contract)
    {
        var path = reader.RequiredText("event_time", "Add 'event_time:' with the property that says when it happened.");
        if (path is null || contract is null)
        {
            return null;
        }
        var field = contract.Shape.Find(path);
        var times = contract.Shape.All.Where(f => f.Type is FieldType.Timestamp or FieldType.TimestampNtz).Select(f => f.Path);
        var (reason, suggestion) = field switch
        {
            null => ("is no property of the contract", NameGuess.Suggest(path, [.. times])),
            { Type: not (FieldType.Timestamp or FieldType.TimestampNtz) } =>
                ($"is of type {field.Type}, not a timestamp", "Name a property with 'logicalType: timestamp'."),
            _ when path.Contains("[]", StringComparison.Ordinal) =>
                ("stands in an array", "Name a property outside of arrays."),
            _ when contract.Shape.Around(field).Append(field).Any(f => !f.Required) =>
                ("is not required", "Write 'required: true' at it, and at the objects around it, in the contract."),
            _ => ("", ""),
        };
        if (reason.Length == 0)
        {
            return field;
        }
        reader.Report(ErrorCodes.BadEventTime, "event_time", $"the event time '{reader.Peek("event_time")}' {reason}", suggestion);
        return null;
    }

    private static DeduplicationScope ReadScope(MappingReader reader)
    {
        var inner = reader.Mapping("deduplicate", $"'deduplicate' of {reader.Subject}");
        var scope = inner?.Choice("scope", ["day", "table"]);
        inner?.Finish();
        return scope == "table" ? DeduplicationScope.Table : DeduplicationScope.Day;
    }

    private static Lateness? ReadLateness(MappingReader reader)
    {
        if (reader.Mapping("lateness", $"'lateness' of {reader.Subject}") is not { } inner)
        {
            return null;
        }
        inner.Require("max", "Add 'max:' such as 7d.");
        var longest = inner.Duration("max");
        var action = inner.Choice("action", ["quarantine", "accept"]);
        inner.Finish();
        return longest is null ? null : new Lateness(longest.Value,
            action == "accept" ? LateAction.Accept : LateAction.Quarantine);
    }
}
