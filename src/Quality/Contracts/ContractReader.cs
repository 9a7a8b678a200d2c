using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Reads a contract of the Open Data Contract Standard, versions 3.0 and 3.1, or written as a JSON Schema.</summary>
public static class ContractReader
{
    /// <summary>The usual ones.</summary>
    internal static readonly string[] Statuses = ["proposed", "draft", "active", "deprecated", "retired"];

    private static readonly string[] Standards = ["v3.1.0", "v3.2.0", "v3.0.2", "v3.0.1", "v3.0.0"];

    private static readonly string[] KeptBlocks =
    [
        "tenant", "servers", "dataProduct", "domain", "support", "price", "roles", "slaDefaultElement",
        "authoritativeDefinitions", "customProperties", "contractCreatedTs", "context",
    ];

    private static readonly string[] KeptTableKeys =
    [
        "id", "logicalType", "physicalName", "physicalType", "businessName", "dataGranularityDescription", "description",
        "tags", "authoritativeDefinitions", "customProperties", "context", "deprecated", "synonyms",
    ];

    /// <summary>Reads one contract.</summary>
    /// <param name="file">Path of the file, for positions; its last two parts make the key.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="ContractException">With all problems of the file.</exception>
    public static Contract Read(string file, string text)
    {
        var problems = new ProblemList();
        var key = string.Join('/', file.Split('/').TakeLast(2));
        var contract = Read(file, text, Path.ChangeExtension(key, null), problems, SuiteChecks.OfNoProject);
        problems.ThrowIfAny();
        return contract!;
    }

    /// <summary>Reads a JSON Schema as a contract.</summary>
    /// <param name="file">Path of the schema's file; its last two parts make the key.</param>
    /// <param name="files">The file and those that it refers to.</param>
    /// <exception cref="ContractException">With all problems of the schema.</exception>
    public static Contract ReadSchema(string file, IReadOnlyList<SchemaFile> files)
    {
        var problems = new ProblemList();
        var schemas = new SchemaSet(files, SchemaContractReader.Options, problems);
        var key = string.Join('/', file.Split('/').TakeLast(2)).Split('.')[0];
        var contract = SchemaContractReader.Read(file, key, schemas, problems);
        problems.ThrowIfAny();
        return contract!;
    }

    internal static Contract? Read(string file, string text, string key, ProblemList problems, SuiteChecks suites)
    {
        if (YamlReader.Read(file, text, problems) is not { } root)
        {
            return null;
        }
        var reader = new MappingReader(root, "the contract", problems);
        var tables = ReadStandard(reader)
            ? reader.Mappings("schema", static (t, _) => $"table '{t.Peek("name") ?? "?"}'")
            : null;
        if (tables is null)
        {
            return null;
        }
        var header = new Contract(key, reader.RequiredText("id", "Add 'id:' with a name that stays the same for ever.") ?? "?",
            reader.RequiredText("version", "Add 'version:' such as 1.0.0.") ?? "?", new RecordShape([]), new FilePosition(file))
        {
            Status = ReadStatus(reader),
            Table = "?",
            Name = reader.Text("name"),
            Description = ReadDescription(reader),
            Team = ReadTeam(reader),
            SlaProperties = ReadSla(reader),
            Tags = reader.Texts("tags"),
            Blocks = reader.Blocks(KeptBlocks),
            Compatibility = ReadCompatibility(reader),
            Drift = ReadDrift(StandardBlocks.CustomProperty(reader, "drift"), "value"),
            Upcast = StandardBlocks.CustomProperty(reader, "upcast") is { } upcast ? UpcastReader.Read(upcast, "value") : [],
        };
        var end = header.SlaProperties.FirstOrDefault(promise => promise.Property == "endOfSupport")?.Value;
        header = header with { EndOfSupport = ContractStatus.Read(reader, "slaProperties", end) };
        CheckBlocks(reader);
        reader.Require("schema", "Add 'schema:' with a list of one table and its properties.");
        reader.Finish();
        if (tables.Length != 1)
        {
            ReportTables(reader, tables.Length);
            return null;
        }
        return ReadTable(tables[0], header, suites);
    }

    private static void CheckBlocks(MappingReader reader)
    {
        ServerBlocks.Check(reader);
        StandardBlocks.Definitions(reader);
        StandardBlocks.CustomProperties(reader);
        StandardBlocks.Support(reader);
        StandardBlocks.Price(reader);
        StandardBlocks.Roles(reader);
        StandardBlocks.Context(reader);
        StandardBlocks.Texts(reader, "tenant", "dataProduct", "domain", "slaDefaultElement");
        if (reader.Text("contractCreatedTs") is { } created && !DateTimeOffset.TryParse(created, CultureInfo.InvariantCulture, out _))
        {
            reader.Report(ErrorCodes.InvalidValue, "contractCreatedTs", "'contractCreatedTs' is no time", "Write a time such as 2024-12-31T23:59:59Z.");
        }
    }

    private static CompatibilityMode? ReadCompatibility(MappingReader reader) =>
        StandardBlocks.CustomProperty(reader, "compatibility")?.Choice("value", CompatibilityModes.Names) is { } name
            ? CompatibilityModes.Find(name)
            : null;

    internal static DriftAction? ReadDrift(MappingReader? reader, string key) => reader?.Choice(key, ["count", "block"]) switch
    {
        "count" => DriftAction.Count,
        "block" => DriftAction.Block,
        _ => null,
    };

    private static void ReportTables(MappingReader reader, int count)
    {
        if (count > 1)
        {
            reader.Report(ErrorCodes.NotAvailable, "schema", $"the contract has {count} tables, one is possible",
                "Write one contract per table.");
        }
        else if (reader.Node("schema") is YamlSequence { Items.Count: 0 })
        {
            reader.Report(ErrorCodes.MissingKey, "schema", "the contract has no table", "List one table with its properties.");
        }
    }

    // The standard leaves the words open; only what looks like a slip of a usual one is refused.
    private static string ReadStatus(MappingReader reader)
    {
        var status = reader.RequiredText("status", $"Add 'status:' such as {string.Join(", ", Statuses)}.");
        if (status is not null && !Statuses.Contains(status) && NameGuess.Nearest(status, Statuses) is { } near)
        {
            reader.Report(ErrorCodes.InvalidValue, "status", $"'{reader.Peek("status")}' is no usual status of a contract",
                $"Did you mean '{near}'?");
        }
        return status ?? "?";
    }

    // A file of another standard would only give misleading problems further down.
    private static bool ReadStandard(MappingReader reader)
    {
        var before = reader.Problems.Count;
        var kind = reader.RequiredText("kind", "Add 'kind: DataContract'.");
        var standard = reader.RequiredText("apiVersion", $"Add 'apiVersion: {Standards[0]}'.");
        if (kind is not (null or "DataContract"))
        {
            reader.Report(ErrorCodes.UnsupportedStandard, "kind", "the file is not a data contract", "Write 'kind: DataContract'.");
        }
        if (standard is not null && !Standards.Contains(standard))
        {
            reader.Report(ErrorCodes.UnsupportedStandard, "apiVersion",
                $"'{reader.Peek("apiVersion")}' is no supported version of the contract standard",
                $"Write 'apiVersion: {Standards[0]}'.");
        }
        return reader.Problems.Count == before;
    }

    private static Contract ReadTable(MappingReader table, Contract header, SuiteChecks suites)
    {
        var name = table.RequiredText("name", "Add 'name:' with the table's name.");
        var properties = new PropertyReader();
        var shape = new RecordShape(properties.ReadColumns(table));
        var rules = new List<RuleCheck>();
        var tableChecks = new List<TableCheck>(properties.TableChecks);
        bool IsColumn(string path) => shape.Find(path) is { Type.IsSingle: true };
        foreach (var entry in QualityEntryReader.Read(table))
        {
            if (entry.Engine == SuiteChecks.Engine)
            {
                tableChecks.AddRange(suites.Read(entry));
            }
            else if (HistoryReader.IsOne(entry))
            {
                if (HistoryReader.Read(entry, ReservedColumns.EventDate, IsColumn, hasLanding: true) is { } history)
                {
                    tableChecks.Add(history);
                }
            }
            else if (entry.Type != "custom")
            {
                tableChecks.AddRange(TableCheckReader.Read(entry, null, IsColumn));
            }
            else if (RuleReader.Read(entry, shape) is { } rule)
            {
                rules.Add(rule);
            }
        }
        var relationships = properties.Relationships.Concat(RelationshipReader.OfTable(table, name ?? "?", shape)).ToList();
        var blocks = table.Blocks(KeptTableKeys);
        StandardBlocks.Common(table);
        StandardBlocks.Context(table);
        table.Choice("logicalType", ["object"]);
        StandardBlocks.Texts(table, "physicalName", "physicalType", "businessName", "dataGranularityDescription");
        var description = table.Text("description");
        table.Finish();
        var allBlocks = header.Blocks.ToDictionary();
        foreach (var (block, value) in blocks)
        {
            allBlocks.Add($"{name}/{block}", value);
        }
        return header with
        {
            Shape = shape,
            Table = name ?? "?",
            PrimaryKey = properties.Keys.Fields,
            Rules = rules,
            TableChecks = tableChecks,
            Relationships = relationships,
            TableDescription = description,
            Blocks = allBlocks,
        };
    }

    private static ContractDescription? ReadDescription(MappingReader reader)
    {
        if (reader.Mapping("description", "the description") is not { } description)
        {
            return null;
        }
        StandardBlocks.Definitions(description);
        StandardBlocks.CustomProperties(description);
        var read = new ContractDescription(
            description.Text("purpose"), description.Text("limitations"), description.Text("usage"));
        description.Finish();
        return read;
    }

    private static ContractTeam? ReadTeam(MappingReader reader)
    {
        // Version 3.0 of the standard has the members without a team around them.
        if (reader.Node("team") is YamlSequence)
        {
            return new ContractTeam(null, ReadMembers(reader, "team"));
        }
        if (reader.Mapping("team", "the team") is not { } team)
        {
            return null;
        }
        StandardBlocks.Common(team);
        team.Text("description");
        var read = new ContractTeam(team.Text("name"), ReadMembers(team, "members"));
        team.Finish();
        return read;
    }

    private static List<TeamMember> ReadMembers(MappingReader owner, string key)
    {
        var members = new List<TeamMember>();
        foreach (var member in owner.Mappings(key, static (m, _) => $"team member '{m.Peek("username") ?? "?"}'"))
        {
            StandardBlocks.Member(member);
            var username = member.RequiredText("username", "Add 'username:'.");
            members.Add(new TeamMember(username ?? "?", member.Text("name"), member.Text("role")));
            member.Finish();
        }
        return members;
    }

    private static List<SlaProperty> ReadSla(MappingReader reader)
    {
        var promises = new List<SlaProperty>();
        foreach (var sla in reader.Mappings("slaProperties", static (s, _) => $"SLA '{s.Peek("property") ?? "?"}'"))
        {
            StandardBlocks.ServiceLevel(sla);
            var property = sla.RequiredText("property", "Add 'property:' such as latency.");
            var value = sla.RequiredText("value", "Add 'value:'.");
            promises.Add(new SlaProperty(property ?? "?", value ?? "?", sla.Text("unit"), sla.Text("element")));
            sla.Finish();
        }
        return promises;
    }
}
