using System.Text.Json;
using Lakehouse.Engine.Json;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Iglu;

namespace Lakehouse.Medallion.Silver;

/// <summary>Judges records by JSON Schemas, in the words of a verdict.</summary>
internal static class SchemaJudge
{
    /// <summary>A judge by one schema.</summary>
    public static RecordJudge Of(CompiledSchema schema) => record => Judge(record, schema.Evaluate);

    /// <summary>A judge of what a member of each record holds by one schema.</summary>
    public static RecordJudge Of(CompiledSchema schema, string member) => record => Judge(record, whole => schema.Evaluate(Inside(whole, member)));

    /// <summary>A judge of records that name their schema.</summary>
    public static RecordJudge Of(IgluSchemas schemas) => record => Judge(record, schemas.Evaluate);

    private static IReadOnlyList<RecordFault> Judge(
        ReadOnlySpan<byte> record, Func<ReadOnlySpan<byte>, SchemaResult> evaluate)
    {
        try
        {
            var errors = evaluate(record).Errors;
            return errors.Count == 0 ? [] : [.. errors.Select(Fault)];
        }
        catch (DuplicateMemberException e)
        {
            return [new RecordFault(RowCodes.DuplicateKey, e.Name, "stands twice in its object", "", "", "")];
        }
        catch (JsonException)
        {
            return [new RecordFault(RowCodes.Malformed, "", "is not one complete JSON value", "", "", "")];
        }
    }

    // The reader has found that the member is there.
    private static ReadOnlySpan<byte> Inside(ReadOnlySpan<byte> record, string member)
    {
        var reader = new Utf8JsonReader(record);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isWanted = reader.ValueTextEquals(member);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isWanted)
            {
                return record[start..(int)reader.BytesConsumed];
            }
        }
        throw new JsonException($"There is no '{member}'.");
    }

    private static RecordFault Fault(SchemaError error) => new(
        SchemaCodes.Of(error.Keyword), error.Path, error.Message, error.Keyword, error.InstanceLocation, error.SchemaLocation);
}
