using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes the condition that a good value satisfies; it is null for null.</summary>
internal sealed class ConditionCompiler(Dialect dialect)
{
    public string Compile(ValueCheck check, FieldType type, string value) => check switch
    {
        EnumCheck e => Dialect.Fill(dialect.ListContains,
            Dialect.Fill(dialect.List, string.Join(", ", e.Values.Select(v => dialect.Literal(type, v)))), value),
        RangeCheck range => string.Join(" AND ", Bounds(range, type, value)),
        StepCheck step => $"{value} % {dialect.Literal(type, step.Step)} = 0",
        LengthCheck length => Length(length, type, value),
        PatternCheck pattern => Found(value, pattern.Pattern),
        FormatCheck format => Found(value, TextPatterns.Of(format.Format)),
        _ => throw new ArgumentOutOfRangeException(nameof(check), check, "There is no SQL for this check."),
    };

    private IEnumerable<string> Bounds(RangeCheck range, FieldType type, string value)
    {
        if (range.Least is { } least)
        {
            yield return $"{value} {(least.IsExclusive ? ">" : ">=")} {dialect.Literal(type, least.Text)}";
        }
        if (range.Greatest is { } greatest)
        {
            yield return $"{value} {(greatest.IsExclusive ? "<" : "<=")} {dialect.Literal(type, greatest.Text)}";
        }
    }

    private string Length(LengthCheck check, FieldType type, string value)
    {
        var count = Dialect.Fill(type is FieldType.Array ? dialect.ListSize : dialect.CharacterCount, value);
        return (check.Least, check.Greatest) switch
        {
            (null, { } greatest) => $"{count} <= {greatest}",
            ({ } least, null) => $"{count} >= {least}",
            var (least, greatest) => $"{count} BETWEEN {least} AND {greatest}",
        };
    }

    private string Found(string value, string pattern) =>
        Dialect.Fill(dialect.PatternFound, value, dialect.Quote(dialect.HasJavaPatterns ? SparkPattern.Translate(pattern) ?? pattern : pattern));
}
