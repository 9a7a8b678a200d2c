using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Makes row checks from <c>metric: invalidValues, mustBe: 0</c> at a property.</summary>
internal static class ValidValuesReader
{
    /// <summary>Adds the checks of an entry to those of its property.</summary>
    public static void Read(QualityEntry entry, RecordField field, List<ValueCheck> checks)
    {
        if (entry.Arguments is not { } arguments || !(arguments.Has("validValues") || arguments.Has("pattern")))
        {
            entry.Source.Report(ErrorCodes.MissingKey, "arguments", $"{entry.Source.Subject} does not say which values are valid",
                "Add 'arguments:' with 'validValues: [...]' or 'pattern:'.");
            return;
        }
        if (!field.Type.IsSingle || field.Type is FieldType.Double or FieldType.Float)
        {
            entry.Source.Report(ErrorCodes.BadQualityEntry, "metric",
                $"{entry.Source.Subject} lists values of '{field.Path}', which is of type {field.Type}",
                "Values can be listed for string, integer, decimal, boolean, date and timestamp.");
            return;
        }
        if (ReadValues(arguments, field) is { Count: > 0 } values)
        {
            checks.Add(new EnumCheck(values));
        }
        if (arguments.Node("pattern") is not null && field.Type is not FieldType.Text)
        {
            arguments.Report(ErrorCodes.BadPattern, "pattern", $"'{field.Path}' is of type {field.Type}, patterns are for text",
                "List the values or use minimum and maximum.");
        }
        else if (TableCheckReader.ReadPattern(entry) is { } pattern)
        {
            checks.Add(new PatternCheck(pattern));
        }
        arguments.Finish();
    }

    /// <summary>Adds the check of <c>enum</c> at a property, of version 3.2 of the standard.</summary>
    public static void ReadEnum(MappingReader property, RecordField field, List<ValueCheck> checks)
    {
        if (property.Node("enum") is null)
        {
            return;
        }
        if (!field.Type.IsSingle || field.Type is FieldType.Double or FieldType.Float)
        {
            property.Report(ErrorCodes.BadQualityEntry, "enum", $"'enum' lists values of '{field.Path}', which is of type {field.Type}",
                "Values can be listed for string, integer, decimal, boolean, date and timestamp.");
            return;
        }
        var scalars = new List<YamlScalar>();
        foreach (var entry in property.Mappings("enum", static (_, above) => $"a value of 'enum' of {above.Subject}"))
        {
            entry.Require("value", "Add 'value:'.");
            scalars.AddRange(entry.Scalars("value"));
            StandardBlocks.Texts(entry, "label", "description");
            entry.Flag("deprecated");
            StandardBlocks.Common(entry);
            entry.Finish();
        }
        if (Canonical(property, field, scalars) is { Count: > 0 } values)
        {
            checks.Add(new EnumCheck(values));
        }
    }

    private static List<string> ReadValues(MappingReader arguments, RecordField field)
    {
        var scalars = arguments.Scalars("validValues");
        if (scalars.Count == 0 && arguments.Has("validValues"))
        {
            arguments.Report(ErrorCodes.InvalidValue, "validValues", $"the list of valid values of '{field.Path}' is empty",
                "List at least one value.");
        }
        return Canonical(arguments, field, scalars);
    }

    private static List<string> Canonical(MappingReader owner, RecordField field, IReadOnlyList<YamlScalar> scalars)
    {
        var values = new List<string>();
        foreach (var scalar in scalars)
        {
            if (TypedText.Canonical(field.Type, scalar) is not { } text)
            {
                owner.Problems.Add(ErrorCodes.BadLimit, scalar.Position,
                    $"'{YamlText.Shorten(scalar.Text)}' cannot be a value of '{field.Path}', which is of type {field.Type}",
                    $"Write {TypedText.Example(field.Type)}.");
            }
            else if (!values.Contains(text))
            {
                values.Add(text);
            }
        }
        return values;
    }
}
