using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Exchange;

/// <summary>Writes contracts in the formats of others.</summary>
public static class ContractExporter
{
    /// <summary>The contract's records in another format, and everything that the format cannot say.</summary>
    public static Conversion Export(Contract contract, ExchangeFormat format)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var losses = new List<ConversionLoss>();
        var text = format switch
        {
            ExchangeFormat.JsonSchema => JsonSchemaExport.Write(contract, isIglu: false, losses),
            ExchangeFormat.Iglu => JsonSchemaExport.Write(contract, isIglu: true, losses),
            ExchangeFormat.Avro => new AvroExport(losses).Write(contract),
            ExchangeFormat.Protobuf => new ProtobufExport(losses).Write(contract),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "There is no such format."),
        };
        return new Conversion(text, [.. losses, .. OfContract(contract)]);
    }

    // What none of these formats has a word for.
    private static IEnumerable<ConversionLoss> OfContract(Contract contract)
    {
        foreach (var rule in contract.Rules)
        {
            yield return new ConversionLoss("/", $"the rule '{rule.Name}'");
        }
        foreach (var check in contract.TableChecks)
        {
            yield return new ConversionLoss("/", $"the check '{check.Name}' of the table as a whole");
        }
        foreach (var (what, isThere) in new[]
        {
            ("the team", contract.Team is not null), ("the service levels", contract.SlaProperties.Count > 0),
            ("the status", true), ("the relationships", contract.Relationships.Count > 0), ("the tags", contract.Tags.Count > 0),
            ("purpose, limitations and usage", contract.Description is not null),
        })
        {
            if (isThere)
            {
                yield return new ConversionLoss("/", what);
            }
        }
        foreach (var block in contract.Blocks.Keys.Order(StringComparer.Ordinal))
        {
            yield return new ConversionLoss("/", $"the block '{block}'");
        }
        foreach (var field in contract.Shape.All.Where(f => f.Notes.Blocks.Keys.Any(k => k != "examples")))
        {
            yield return new ConversionLoss(field.Path, $"{string.Join(", ", field.Notes.Blocks.Keys.Where(k => k != "examples").Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>Names limits that a format without limits loses.</summary>
    internal static IEnumerable<ConversionLoss> Limits(RecordField field, Func<ValueCheck, bool> isLost) =>
        field.Checks.Where(isLost).Select(check => new ConversionLoss(field.Path, $"the value {check.Message}"));

    /// <summary>Names words that a format without a place for them loses.</summary>
    internal static IEnumerable<ConversionLoss> Notes(RecordField field, bool keepsKey)
    {
        if (field.Notes.Classification is not null)
        {
            yield return new ConversionLoss(field.Path, "the classification");
        }
        if (field.Notes.BusinessName is not null)
        {
            yield return new ConversionLoss(field.Path, "the business name");
        }
        if (field.Notes.CriticalDataElement)
        {
            yield return new ConversionLoss(field.Path, "that it is a critical data element");
        }
        if (!keepsKey && field.Notes.Tags.Count > 0)
        {
            yield return new ConversionLoss(field.Path, "the tags");
        }
    }
}
