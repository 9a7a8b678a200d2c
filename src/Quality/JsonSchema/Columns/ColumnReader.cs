using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.JsonSchema.Columns;

/// <summary>Finds the columns that a schema of an object describes, and what their checks say of it.</summary>
internal sealed class ColumnReader(SchemaLibrary library, ProblemList problems)
{
    /// <summary>Id of the record itself.</summary>
    public const int Root = -1;

    private readonly HashSet<JsonValue> _open = [];
    private int _nextId;

    /// <summary>What the columns say.</summary>
    public ColumnCover Cover { get; } = new();

    /// <summary>The columns of a root schema.</summary>
    public IReadOnlyList<RecordField> Read(SchemaPlace root)
    {
        var parts = Parts(root);
        foreach (var part in parts.Where(part => part.Value.FindText("type") == "object"))
        {
            Cover.Add(part.Value, Root, "type");
        }
        return ReadMembers(root, parts, "");
    }

    /// <summary>The schema and those that hold together with it: what it refers to, and the parts of its <c>allOf</c>.</summary>
    private List<SchemaPlace> Parts(SchemaPlace place)
    {
        var parts = new List<SchemaPlace>();
        Gather(place, parts);
        return parts;
    }

    private void Gather(SchemaPlace place, List<SchemaPlace> parts)
    {
        if (parts.Exists(part => part.Value == place.Value))
        {
            return;
        }
        parts.Add(place);
        var reference = place.Value.FindText("$ref");
        if (reference is not null && library.Resolve(place.Resource, reference, out _) is { } target)
        {
            Gather(target, parts);
        }
        if (reference is not null && place.Resource.Dialect.IsBefore2019)
        {
            return;
        }
        var all = place.Value.Find("allOf")?.Items ?? [];
        for (var i = 0; i < all.Count; i++)
        {
            Gather(place.Below("allOf", all[i], "allOf", $"{i}"), parts);
        }
    }

    private List<RecordField> ReadMembers(SchemaPlace owner, List<SchemaPlace> parts, string path)
    {
        var required = parts.SelectMany(part => part.Value.Find("required")?.Items ?? []).Select(item => item.Text).ToHashSet();
        var members = parts
            .SelectMany(part => (part.Value.Find("properties")?.Members ?? []).Select(member =>
                (member.Name, Place: part.Below("properties", member.Value, "properties", member.Name))))
            .GroupBy(member => member.Name, member => member.Place);
        var fields = new List<RecordField>();
        var before = problems.Count;
        foreach (var member in members)
        {
            if (member.Any(place => place.Value.IsFalse || place.Value.Find("x-column") is { IsFalse: true }))
            {
                continue;
            }
            var name = NameOf(member.Key, member.First(), path, fields);
            if (ReadField(name, path.Length == 0 ? name : $"{path}.{name}", [.. member], required.Contains(member.Key)) is { } field)
            {
                fields.Add(field with { JsonName = member.Key });
            }
        }
        if (fields.Count == 0 && problems.Count == before)
        {
            Report(owner, "describes an object without columns", "List its 'properties'; 'x-column': false leaves it out of the table.");
        }
        return fields;
    }

    private RecordField? ReadField(string name, string path, List<SchemaPlace> places, bool isRequired)
    {
        var parts = places.SelectMany(Parts).ToList();
        if (parts.Find(part => !_open.Add(part.Value)) is { } again)
        {
            Report(again, $"'{path}' contains itself and cannot be a column", "Leave it out of the table with 'x-column': false.");
            return null;
        }
        var id = _nextId++;
        var limits = new ColumnLimits(id, parts, Cover);
        var field = ReadType(limits, parts, places[0], path) is not { } type ? null : new RecordField(
            id, name, path, type, places[0].Resource.Document.PositionOf(places[0].Value))
        {
            Required = isRequired,
            LastId = _nextId - 1,
            Checks = limits.Read(type),
            SchemaChecks = limits.Remaining,
            SchemaFormat = limits.RemainingFormat,
            Nulls = limits.IsNullable ? Nulls.Allowed : Nulls.Refused,
            Notes = new FieldNotes { Description = parts.Select(part => part.Value.FindText("description")).OfType<string>().FirstOrDefault() },
        };
        foreach (var part in parts)
        {
            _open.Remove(part.Value);
        }
        return field;
    }

    private FieldType? ReadType(ColumnLimits limits, List<SchemaPlace> parts, SchemaPlace place, string path)
    {
        switch (limits.ReadTypeName())
        {
            case "object":
                return new FieldType.Object(ReadMembers(place, parts, path));
            case "array" when ItemsOf(parts) is { Count: > 0 } items:
                return ReadField("[]", path + "[]", items, false) is { } element ? new FieldType.Array(element) : null;
            case "array":
                Report(place, $"'{path}' is an array without one schema for its elements and cannot be a column",
                    "Add 'items' with a schema, or leave it out of the table with 'x-column': false.");
                return null;
            case { } single when ScalarTypes.Read(single, parts, problems) is { } type:
                return type;
            default:
                Report(place, $"'{path}' has no single type and cannot be a column",
                    "Give it one 'type' (and 'null' where there may be none), or leave it out of the table with 'x-column': false.");
                return null;
        }
    }

    private static List<SchemaPlace> ItemsOf(List<SchemaPlace> parts) =>
    [
        .. parts.Where(part => part.Value.Find("items") is { Kind: JsonKind.Object } && part.Value.Find("prefixItems") is null)
            .Select(part => part.Below("items", part.Value.Find("items")!, "items")),
    ];

    // Columns are called in small letters: orderId becomes order_id.
    private string NameOf(string member, SchemaPlace place, string path, List<RecordField> siblings)
    {
        var name = place.Value.FindText("x-name") ?? SnakeCase.Of(member);
        if (!MappingReader.IsSafeName(name) || (path.Length == 0 && ReservedColumns.Contains(name)))
        {
            problems.Add(path.Length == 0 && ReservedColumns.Contains(name) ? ErrorCodes.ReservedName : ErrorCodes.UnsafeName,
                place.Resource.Document.PositionOf(place.Value), $"'{name}' cannot be the name of a column",
                "Give the property another one: 'x-name' with at most 100 of a-z, 0-9 and _, not starting with a digit.");
        }
        else if (siblings.Exists(field => field.Name == name))
        {
            problems.Add(ErrorCodes.DuplicateProperty, place.Resource.Document.PositionOf(place.Value),
                $"two properties would be the column '{name}'", "Give one of them another 'x-name'.");
        }
        return name;
    }

    private void Report(SchemaPlace place, string message, string suggestion) =>
        problems.Add(ErrorCodes.SchemaColumn, place.Resource.Document.PositionOf(place.Value), message, suggestion);
}
