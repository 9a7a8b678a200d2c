using System.Text.Json;
using System.Text.Json.Nodes;
using Lakehouse.Quality.Avro;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Protobuf;

namespace Lakehouse.Quality.Compatibility;

/// <summary>What a payload may be, in one of four formats: a closed set.</summary>
public abstract record PayloadSchema
{
    private static readonly JsonDocumentOptions JsonOptions = new() { MaxDepth = 200, AllowDuplicateProperties = false };

    private PayloadSchema()
    {
    }

    /// <summary>The format's name, for people.</summary>
    public abstract string Format { get; }

    /// <summary>Reads a schema whose format follows from its name and its text.</summary>
    /// <param name="file">The file's name: <c>.avsc</c>, <c>.proto</c>, <c>.json</c> or <c>.yaml</c>.</param>
    /// <param name="text">The file's text. JSON that has Avro's words for a schema is taken as Avro.</param>
    /// <exception cref="ContractException">It cannot be read, or <see cref="ErrorCodes.UnknownFormat"/>.</exception>
    public static PayloadSchema Read(string file, string text) => Path.GetExtension(file).ToLowerInvariant() switch
    {
        ".avsc" => new Avro(AvroSchemaReader.Read(file, text)),
        ".proto" => new Protobuf(ProtoReader.Read(file, text)),
        ".json" => new Json(ReadJson(file, text)),
        ".yaml" or ".yml" => new Open(ContractReader.Read(file, text)),
        var other => throw new ContractException([new Problem(ErrorCodes.UnknownFormat, new FilePosition(file),
            $"'{other}' names no format of schemas", "Use .yaml (a contract), .json (JSON Schema or Iglu), .avsc (Avro) or .proto (Protobuf); "
                + "of records, 'medallion contract infer' makes a contract.")]),
    };

    /// <summary>Everything that keeps this schema from taking all that <paramref name="writer"/> allows; empty when nothing does.</summary>
    public abstract IReadOnlyList<Incompatibility> ProblemsReading(PayloadSchema writer);

    private protected IReadOnlyList<Incompatibility> Differs(PayloadSchema writer) => [new Incompatibility(
        CompatibilityCodes.FormatsDiffer, "/", $"a schema of {Format} is compared with one of {writer.Format}")];

    private static JsonNode ReadJson(string file, string text)
    {
        try
        {
            var node = JsonNode.Parse(text, documentOptions: JsonOptions);
            return node is JsonObject || (node is JsonValue flag && flag.TryGetValue<bool>(out _))
                ? node
                : throw SchemaProblem.At(file, "a JSON Schema is an object, true or false");
        }
        catch (JsonException e)
        {
            throw SchemaProblem.At(file, $"it is no JSON: {e.Message}");
        }
    }

    /// <summary>Apache Avro.</summary>
    /// <param name="Schema">The schema.</param>
    public sealed record Avro(AvroSchema Schema) : PayloadSchema
    {
        /// <inheritdoc/>
        public override string Format => "Avro";

        /// <inheritdoc/>
        public override IReadOnlyList<Incompatibility> ProblemsReading(PayloadSchema writer) =>
            writer is Avro other ? AvroReading.Problems(Schema, other.Schema) : Differs(writer);
    }

    /// <summary>Protocol Buffers.</summary>
    /// <param name="File">The file.</param>
    public sealed record Protobuf(ProtoFile File) : PayloadSchema
    {
        /// <inheritdoc/>
        public override string Format => "Protobuf";

        /// <inheritdoc/>
        public override IReadOnlyList<Incompatibility> ProblemsReading(PayloadSchema writer) =>
            writer is Protobuf other ? ProtobufReading.Problems(File, other.File) : Differs(writer);
    }

    /// <summary>JSON Schema, Iglu's self-describing schemas included.</summary>
    /// <param name="Schema">The schema: an object, true or false.</param>
    public sealed record Json(JsonNode Schema) : PayloadSchema
    {
        /// <inheritdoc/>
        public override string Format => "JSON Schema";

        /// <inheritdoc/>
        public override IReadOnlyList<Incompatibility> ProblemsReading(PayloadSchema writer) =>
            writer is Json other ? JsonSchemaReading.Problems(Schema, other.Schema) : Differs(writer);
    }

    /// <summary>A contract of the Open Data Contract Standard.</summary>
    /// <param name="Contract">The contract.</param>
    public sealed record Open(Contract Contract) : PayloadSchema
    {
        /// <inheritdoc/>
        public override string Format => "ODCS";

        /// <inheritdoc/>
        public override IReadOnlyList<Incompatibility> ProblemsReading(PayloadSchema writer) =>
            writer is Open other ? ContractReading.Problems(Contract, other.Contract) : Differs(writer);
    }
}
