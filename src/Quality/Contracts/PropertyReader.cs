using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Reads the properties of one table into fields, numbering them parent before child.</summary>
internal sealed class PropertyReader
{
    private static readonly string[] KeptKeys =
    [
        "id", "customProperties", "authoritativeDefinitions", "partitioned", "partitionKeyPosition", "encryptedName",
        "transformSourceObjects", "transformLogic", "transformDescription", "examples", "deprecated", "synonyms", "semanticType",
        "context",
    ];

    private static readonly string[] SemanticTypes = ["column", "measure", "dimension"];

    private readonly List<TableCheck> _tableChecks = [];
    private readonly List<ContractRelationship> _relationships = [];
    private int _nextId;

    /// <summary>Checks of the table as a whole that were declared at its properties.</summary>
    public IReadOnlyList<TableCheck> TableChecks => _tableChecks;

    /// <summary>Foreign keys that were declared at its properties.</summary>
    public IReadOnlyList<ContractRelationship> Relationships => _relationships;

    /// <summary>What was said of primary keys.</summary>
    public PrimaryKeyReader Keys { get; } = new();

    public IReadOnlyList<RecordField> ReadColumns(MappingReader table) => ReadMembers(table, PropertyPlace.Root, []);

    private List<RecordField> ReadMembers(MappingReader owner, PropertyPlace place, IReadOnlyList<string> requiredNames)
    {
        owner.Require("properties", "List its properties, each with 'name' and 'logicalType'.");
        var properties = owner.Mappings("properties", (p, _) => $"property '{place.PathOf(p.Peek("name") ?? "?")}'");
        var fields = new List<RecordField>(properties.Length);
        var names = new HashSet<string>(properties.Length, StringComparer.Ordinal);
        var jsonNames = new HashSet<string>(properties.Length, StringComparer.Ordinal);
        foreach (var property in properties)
        {
            var isRequired = requiredNames.Count > 0 && requiredNames.Contains(property.Peek("name") ?? "");
            var field = Read(property, place with { RequiredByParent = isRequired });
            CheckName(property, field, place);
            // Both names count, whichever of them is there already.
            if (!names.Add(field.Name) | !jsonNames.Add(field.JsonName))
            {
                property.Report(ErrorCodes.DuplicateProperty, "name", $"{property.Subject} is declared twice",
                    "Give one of them another 'name' and 'physicalName', or remove it.");
            }
            fields.Add(field);
        }
        if (owner.Node("properties") is YamlSequence { Items.Count: 0 })
        {
            owner.Report(ErrorCodes.MissingKey, "properties", $"the list of properties of {owner.Subject} is empty",
                "List at least one property with 'name' and 'logicalType'.");
        }
        foreach (var missing in requiredNames.Where(n => fields.All(f => f.Name != n)))
        {
            owner.Report(ErrorCodes.UnknownProperty, "logicalTypeOptions",
                $"{owner.Subject} requires '{missing}', which is no property of it",
                NameGuess.Suggest(missing, [.. fields.Select(f => f.Name)]));
        }
        return fields;
    }

    private RecordField Read(MappingReader property, PropertyPlace place)
    {
        var id = _nextId++;
        var name = place.IsElement ? "[]" : ReadName(property);
        var path = place.PathOf(name);
        var isKey = property.Flag("primaryKey") ?? false;
        var required = property.Flag("required");
        var isRequired = required ?? (isKey || place.RequiredByParent);
        var options = property.Mapping("logicalTypeOptions", static (_, above) => $"the options of {above.Subject}");
        var inside = new PropertyPlace(path, false, place.IsInArray, place.IsCertain && isRequired, false);
        var type = ReadType(property, options, inside);
        var checks = new List<ValueCheck>();
        new LimitReader(options, type, property).Read(checks);
        options?.Finish();
        var bare = new RecordField(id, name, path, type, property.Position) { LastId = _nextId - 1 };
        var jsonName = property.Text("physicalName") ?? name;
        ValidValuesReader.ReadEnum(property, bare, checks);
        ReadQuality(property, bare, place, checks);
        var field = bare with
        {
            JsonName = jsonName,
            Required = isRequired,
            Checks = checks.Count == 0 ? [] : checks.ToArray(),
            Notes = ReadNotes(property),
        };
        if (property.Node("relationships") is not null)
        {
            _relationships.AddRange(RelationshipReader.OfProperty(property, path));
        }
        Keys.Read(property, field, place, isDeniedRequired: required == false);
        ReadUnique(property, field, place, isKey);
        property.Finish();
        return field;
    }

    private static string ReadName(MappingReader property)
    {
        property.Require("name", "Add 'name:' with the column's name.");
        return property.Name("name", " The record's own name goes into 'physicalName'.") ?? property.Peek("name") ?? "?";
    }

    private static void CheckName(MappingReader property, RecordField field, PropertyPlace place)
    {
        if (place.ParentPath.Length == 0 && ReservedColumns.Contains(field.Name))
        {
            property.Report(ErrorCodes.ReservedName, "name", $"the name '{field.Name}' is used by the tables themselves",
                $"Use another name, with 'physicalName: {field.Name}' when the records say so.");
        }
    }

    private FieldType ReadType(MappingReader property, MappingReader? options, PropertyPlace inside)
    {
        var before = property.Problems.Count;
        var logicalType = property.Choice("logicalType", TypeReader.LogicalTypes);
        if (logicalType is null)
        {
            if (property.Problems.Count == before)
            {
                property.Require("logicalType", $"Add 'logicalType:' with one of {string.Join(", ", TypeReader.LogicalTypes)}.");
            }
            property.Node("properties");
            property.Node("items");
            options?.IgnoreRest();
            return new FieldType.Text();
        }
        property.Node("physicalType");
        if (logicalType is "map" or "vector")
        {
            property.Node("map");
            options?.IgnoreRest();
            property.Report(ErrorCodes.NotAvailable, "logicalType", $"{property.Subject} is of type '{logicalType}', which no engine can hold here yet",
                logicalType == "map" ? "Declare an array of objects with a key and a value." : "Declare an array of numbers.");
            return new FieldType.Text();
        }
        return logicalType switch
        {
            "object" => new FieldType.Object(ReadMembers(property, inside, options?.Texts("required") ?? [])),
            "array" => (FieldType?)ReadArray(property, inside) ?? Unknown(options),
            _ => TypeReader.Read(property, logicalType, options) ?? Unknown(options),
        };
    }

    private static FieldType.Text Unknown(MappingReader? options)
    {
        options?.IgnoreRest();
        return new FieldType.Text();
    }

    private FieldType.Array? ReadArray(MappingReader property, PropertyPlace inside)
    {
        property.Require("items", "Add 'items:' with the 'logicalType' of the elements.");
        var items = property.Mapping("items", $"the items of {property.Subject}");
        return items is null
            ? null
            : new FieldType.Array(Read(items, inside with { IsElement = true, IsInArray = true }));
    }

    private void ReadQuality(MappingReader property, RecordField field, PropertyPlace place, List<ValueCheck> checks)
    {
        foreach (var entry in QualityEntryReader.Read(property))
        {
            if (entry.Type == "custom")
            {
                entry.Source.Report(ErrorCodes.BadQualityEntry, "type", $"{entry.Source.Subject} is a rule at a property",
                    "Move it to the 'quality' of the table and name the property in 'path'.");
            }
            else if (entry.Metric == "invalidValues" && entry.ForbidsEachRow && entry.Type == "library")
            {
                ValidValuesReader.Read(entry, field, checks);
            }
            else if (place.IsInArray || place.IsElement || !field.Type.IsSingle)
            {
                entry.Source.Report(ErrorCodes.NotAvailable, "metric",
                    $"{entry.Source.Subject} measures a whole column, but '{field.Path}' is not a single value per record",
                    "Use invalidValues with 'mustBe: 0', which is judged value by value, or a rule of the table.");
            }
            else
            {
                _tableChecks.AddRange(TableCheckReader.Read(entry, field.Path, _ => true));
            }
        }
    }

    private void ReadUnique(MappingReader property, RecordField field, PropertyPlace place, bool isKey)
    {
        if (property.Flag("unique") is not true || isKey)
        {
            return;
        }
        if (place.IsInArray || place.IsElement || !field.Type.IsSingle)
        {
            property.Report(ErrorCodes.NotAvailable, "unique", $"{property.Subject} cannot be unique: it is not a single value per record",
                "Remove 'unique'.");
            return;
        }
        _tableChecks.Add(new TableCheck($"{field.Path} is unique", TableMetric.DuplicateValues,
            new Threshold(Comparison.Equal, 0), property.PositionOf("unique"))
        {
            Columns = [field.Path],
        });
    }

    private static FieldNotes ReadNotes(MappingReader property)
    {
        StandardBlocks.Common(property);
        StandardBlocks.Context(property);
        property.Flag("partitioned");
        property.Flag("deprecated");
        property.Texts("transformSourceObjects");
        StandardBlocks.Texts(property, "encryptedName", "transformLogic", "transformDescription");
        property.Choice("semanticType", SemanticTypes);
        return new FieldNotes
        {
            Description = property.Text("description"),
            BusinessName = property.Text("businessName"),
            Classification = property.Text("classification"),
            CriticalDataElement = property.Flag("criticalDataElement") ?? false,
            Tags = property.Texts("tags"),
            Blocks = property.Blocks(KeptKeys),
        };
    }
}
