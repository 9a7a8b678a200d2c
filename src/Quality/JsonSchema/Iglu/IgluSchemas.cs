using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Iglu;

/// <summary>
/// A folder of self-describing schemas, laid out <c>vendor/name/jsonschema/1-0-0</c>, and the judge of records that name
/// their schema: <c>{"schema": "iglu:...", "data": ...}</c>.
/// </summary>
public sealed class IgluSchemas
{
    /// <summary>The member of a self-describing record that holds what it is about.</summary>
    public const string Data = "data";

    private readonly Dictionary<IgluUri, CompiledSchema> _schemas = [];

    /// <summary>Reads the schemas of a folder.</summary>
    /// <param name="files">Its files, by their paths below it.</param>
    /// <param name="options">How schemas are read; the defaults when null.</param>
    /// <exception cref="ContractException">QUA0701 to QUA0707, QUA0709: with all problems of all schemas.</exception>
    public IgluSchemas(IReadOnlyList<SchemaFile> files, SchemaOptions? options = null)
    {
        var problems = new ProblemList();
        var set = new SchemaSet(files, options ?? new SchemaOptions(), problems);
        foreach (var file in files)
        {
            if (set.Library.Find(file.Path) is { } document && NameOf(document, problems) is { } name
                && set.Compile(file.Path, problems) is { } schema)
            {
                _schemas[name] = schema;
            }
        }
        problems.ThrowIfAny();
    }

    /// <summary>The schemas that are there.</summary>
    public IEnumerable<IgluUri> Names => _schemas.Keys;

    /// <summary>The schema of a name, or null.</summary>
    public CompiledSchema? Find(IgluUri name) => _schemas.GetValueOrDefault(name);

    /// <summary>Judges one self-describing record by the schema that it names.</summary>
    /// <param name="utf8Json">One JSON text, strictly.</param>
    /// <exception cref="System.Text.Json.JsonException">The text is not JSON.</exception>
    public SchemaResult Evaluate(ReadOnlySpan<byte> utf8Json)
    {
        var record = JsonText.Parse(utf8Json, out var count);
        if (record.Members.Count != 2 || record.FindText("schema") is not { } text || record.Find(Data) is not { } data)
        {
            return Refuse("", "must be an object of 'schema', which names the schema, and 'data'");
        }
        if (IgluUri.Parse(text) is not { } name)
        {
            return Refuse("schema", "must be the name of a schema such as iglu:com.acme/order/jsonschema/1-0-0");
        }
        if (Find(name) is not { } schema)
        {
            var versions = _schemas.Keys.Where(other => other.Vendor == name.Vendor && other.Name == name.Name)
                .Select(other => other.Version).OrderBy(v => v.Model).ThenBy(v => v.Revision).ThenBy(v => v.Addition).ToList();
            return Refuse("schema", versions.Count == 0
                ? "names a schema that is not there"
                : $"names a version that is not there; there are {string.Join(", ", versions)}");
        }
        var result = schema.Evaluate(data, count);
        return result with { Errors = [.. result.Errors.Select(Inside)] };
    }

    private static SchemaResult Refuse(string member, string message) => new(
        [new SchemaError("schema", member.Length == 0 ? "" : "/" + member, "", message) { Path = member }], []);

    private static SchemaError Inside(SchemaError error) => error with
    {
        InstanceLocation = $"/{Data}{error.InstanceLocation}",
        Path = error.Path.Length == 0 || error.Path[0] == '[' ? Data + error.Path : $"{Data}.{error.Path}",
    };

    // What a schema says of itself has to be what its place says.
    private static IgluUri? NameOf(SchemaDocument document, ProblemList problems)
    {
        var name = IgluUri.ParsePath(document.Path);
        var said = IgluUri.OfSelf(document.Root);
        if (name is not null && said == name)
        {
            return name;
        }
        problems.Add(ErrorCodes.SchemaSelf, document.PositionOf(document.Root.Find("self") ?? document.Root),
            name is null ? "the file lies where no self-describing schema lies"
            : said is null ? "the schema does not describe itself"
            : $"the schema says that it is {said}, its place says {name}",
            "Lay it out as vendor/name/jsonschema/1-0-0, with 'self': { vendor, name, format, version } that says the same.");
        return null;
    }
}
