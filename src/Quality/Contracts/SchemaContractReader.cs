using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Columns;
using Lakehouse.Quality.JsonSchema.Compilation;
using Lakehouse.Quality.JsonSchema.Iglu;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.References;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>
/// Reads a JSON Schema as a contract: what means the same of a column becomes columns and checks, the rest is kept to be
/// judged on each record. What JSON Schema cannot say stands in keywords that begin with <c>x-</c>.
/// </summary>
internal static class SchemaContractReader
{
    /// <summary>How schemas of contracts are read: a contract is there to be kept, so formats must hold.</summary>
    public static readonly SchemaOptions Options = new() { AssertFormats = true, LinearPatterns = true };

    /// <summary>The contract of a file among the schemas; null after a report.</summary>
    public static Contract? Read(string file, string key, SchemaSet schemas, ProblemList problems)
    {
        if (schemas.Compile(file, problems) is null)
        {
            return null;
        }
        var document = schemas.Library.Find(file)!;
        var root = document.ResourceAt(document.Root)!.Place("");
        var before = problems.Count;
        var reader = new ColumnReader(schemas.Library, problems);
        var shape = new RecordShape(reader.Read(root));
        if (problems.Count > before)
        {
            return null;
        }
        var json = document.Root;
        var settings = Settings(document, problems);
        return new Contract(key, json.FindText("$id") ?? json.FindText("id") ?? key, VersionOf(json), shape, new FilePosition(file))
        {
            Self = IgluUri.OfSelf(json),
            Status = settings.Choice("x-status", ContractReader.Statuses) ?? "active",
            EndOfSupport = ContractStatus.Read(settings, "x-endOfSupport", settings.Text("x-endOfSupport")),
            Upcast = UpcastReader.Read(settings, "x-upcast"),
            Table = key.Split('/')[^1],
            Name = json.FindText("title"),
            Description = json.FindText("description") is { } text ? new ContractDescription(text, null, null) : null,
            PrimaryKey = ReadKey(root, shape, problems),
            Remainder = Remainder(schemas, root, shape, reader.Cover, problems),
        };
    }

    // What other contracts say in keys of their own.
    private static MappingReader Settings(SchemaDocument document, ProblemList problems)
    {
        var own = document.Root.Members.Where(member => member.Name.StartsWith("x-", StringComparison.Ordinal));
        var node = JsonYaml.Of(new JsonValue(JsonKind.Object, document.Root.Offset) { Members = [.. own] }, document.PositionOf);
        return new MappingReader((YamlMapping)node, "the schema", problems);
    }

    private static string VersionOf(JsonValue root) =>
        root.FindText("x-version") ?? root.Find("self")?.FindText("version") ?? "1";

    private static CompiledSchema? Remainder(
        SchemaSet schemas, SchemaPlace root, RecordShape shape, ColumnCover said, ProblemList problems)
    {
        var record = new RecordField(ColumnReader.Root, "", "", new FieldType.Object(shape.Columns), default);
        CompiledSchema? Compile(bool mayDrop)
        {
            var cover = new ColumnCover { MayDropTrivial = mayDrop };
            cover.Add(said);
            return schemas.Compile(root with { Field = record }, problems, cover);
        }

        var whole = Compile(mayDrop: false);
        var least = whole is { AsksUnevaluated: false } ? Compile(mayDrop: true) : whole;
        return least is { IsTrivial: true } ? null : least;
    }

    private static List<RecordField> ReadKey(SchemaPlace root, RecordShape shape, ProblemList problems)
    {
        var key = new List<RecordField>();
        if (root.Value.Find("x-primaryKey") is not { } names)
        {
            return key;
        }
        foreach (var name in names.Kind == JsonKind.Array ? names.Items : [names])
        {
            var field = shape.Columns.FirstOrDefault(column => column.JsonName == name.Text || column.Name == name.Text);
            if (RefuseKey(field) is { } reason)
            {
                problems.Add(ErrorCodes.BadPrimaryKey, root.Resource.Document.PositionOf(name),
                    $"'{name.Text}' cannot be part of the primary key: {reason}", "Name required properties of the record with a single value.");
            }
            else
            {
                key.Add(field!);
            }
        }
        return key;
    }

    /// <summary>Why a column cannot be part of a key, or null when it can.</summary>
    public static string? RefuseKey(RecordField? field) => field switch
    {
        null => "it is no column of the contract",
        { Type: FieldType.Object or FieldType.Array or FieldType.Double or FieldType.Float } => $"it is of type {field.Type}",
        { Required: false } or { Nulls: Nulls.Allowed } => "it may be absent or null",
        _ => null,
    };
}
