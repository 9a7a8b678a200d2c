using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Quality.Compatibility;

/// <summary>Whether every record that one contract accepts is accepted by another.</summary>
/// <remarks>Members that the writer's contract does not declare are not counted: nobody promised them.</remarks>
internal sealed class ContractReading(Contract reader, Contract writer)
{
    private readonly List<Incompatibility> _problems = [];

    /// <summary>Everything that keeps <paramref name="reader"/> from accepting what <paramref name="writer"/> accepts.</summary>
    public static IReadOnlyList<Incompatibility> Problems(Contract reader, Contract writer)
    {
        var reading = new ContractReading(reader, writer);
        reading.CompareMembers(reader.Shape.Columns, writer.Shape.Columns, "");
        reading.CompareRules();
        return reading._problems;
    }

    private void CompareMembers(IReadOnlyList<RecordField> read, IReadOnlyList<RecordField> written, string path)
    {
        var byName = written.ToDictionary(f => f.JsonName, StringComparer.Ordinal);
        foreach (var field in read)
        {
            var place = $"{path}/{field.JsonName}";
            if (byName.TryGetValue(field.JsonName, out var source))
            {
                CompareFields(field, source, place);
            }
            else if (field.Required)
            {
                Add(CompatibilityCodes.RequiredAdded, place, $"the reader requires '{field.Path}', the writer does not declare it");
            }
        }
    }

    private void CompareFields(RecordField read, RecordField written, string path)
    {
        if (read.Required && !written.Required)
        {
            Add(CompatibilityCodes.RequiredAdded, path, $"the reader requires '{read.Path}', the writer does not");
        }
        switch (read.Type, written.Type)
        {
            case (FieldType.Object to, FieldType.Object from):
                CompareMembers(to.Fields, from.Fields, path);
                break;
            case (FieldType.Array to, FieldType.Array from):
                CompareFields(to.Element, from.Element, $"{path}/[]");
                break;
            case (FieldType.Text to, FieldType.Text from) when to.Format != TextFormat.Any && to.Format != from.Format:
                Add(CompatibilityCodes.FormatChanged, path, $"the reader takes '{read.Path}' only in the form '{to.Format}', the writer's is '{from.Format}'");
                break;
            default:
                if (!ContractTypes.Holds(read, written))
                {
                    Add(CompatibilityCodes.TypeNarrowed, path, $"the reader takes '{read.Path}' as {read.Type}, the writer's is {written.Type}");
                    return;
                }
                break;
        }
        foreach (var check in read.Checks.Where(check => !ContractLimits.Implies(written, check, read.Type)))
        {
            Add(CodeOf(check), path, $"for the reader '{read.Path}' {check.Message}, for the writer not so");
        }
    }

    private static string CodeOf(ValueCheck check) => check switch
    {
        EnumCheck => CompatibilityCodes.EnumNarrowed,
        RangeCheck => CompatibilityCodes.RangeNarrowed,
        StepCheck => CompatibilityCodes.StepChanged,
        LengthCheck => CompatibilityCodes.LengthNarrowed,
        PatternCheck => CompatibilityCodes.PatternChanged,
        _ => CompatibilityCodes.FormatChanged,
    };

    // The same condition gives the same answer only where the columns that it names kept their types.
    private void CompareRules()
    {
        foreach (var rule in reader.Rules)
        {
            var same = writer.Rules.FirstOrDefault(r => Words(r.Expression).SequenceEqual(Words(rule.Expression)));
            var path = rule.Field is null ? "/" : "/" + rule.Field.Path.Replace('.', '/');
            if (same is null)
            {
                Add(CompatibilityCodes.RuleAdded, path, $"the reader has the rule '{rule.Name}', the writer does not have the same");
            }
            else if (reader.Shape.Columns.FirstOrDefault(c => Words(rule.Expression).Contains(c.Name)
                && writer.Shape.Find(c.Path) is { } before && ContractTypes.Describe(before) != ContractTypes.Describe(c)) is { } changed)
            {
                Add(CompatibilityCodes.NotProvable, path, $"the rule '{rule.Name}' names '{changed.Path}', which is of another type for the writer");
            }
        }
    }

    private static IEnumerable<string> Words(string expression) => SqlTokens.Split(expression) ?? [expression];

    private void Add(string code, string path, string message) => _problems.Add(new Incompatibility(code, path, message));
}
