using System.Text.Json.Nodes;
using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Exchange;

/// <summary>Makes contracts from the schemas of others.</summary>
public static class ContractImporter
{
    /// <summary>A contract as YAML, and everything of the schema that a contract cannot say.</summary>
    /// <param name="file">The file's name: <c>.json</c> (JSON Schema, Iglu), <c>.avsc</c> or <c>.proto</c>.</param>
    /// <param name="text">The file's text.</param>
    /// <param name="message">Full or own name of the message of a <c>.proto</c> file; null takes the first.</param>
    /// <exception cref="ContractException">
    /// <see cref="ErrorCodes.BadSchema"/>, <see cref="ErrorCodes.UnknownFormat"/>, or <see cref="ErrorCodes.NotConvertible"/>:
    /// it describes no record.
    /// </exception>
    public static Conversion Import(string file, string text, string? message = null)
    {
        var losses = new List<ConversionLoss>();
        var draft = PayloadSchema.Read(file, text) switch
        {
            PayloadSchema.Avro avro => new AvroImport(file, losses).Read(avro.Schema),
            PayloadSchema.Protobuf proto => new ProtobufImport(file, proto.File, losses).Read(message),
            PayloadSchema.Json { Schema: JsonObject root } => new JsonSchemaImport(file, root, losses).Read(),
            PayloadSchema.Open => throw Refuse(file, "it is a contract already", "Use it as it is."),
            _ => throw Refuse(file, "it describes no record", "Name a schema of an object."),
        };
        return new Conversion(draft.ToYaml(), losses);
    }

    internal static ContractException Refuse(string file, string reason, string suggestion) => new([
        new Problem(ErrorCodes.NotConvertible, new FilePosition(file), $"no contract can be made from it: {reason}", suggestion)]);
}
