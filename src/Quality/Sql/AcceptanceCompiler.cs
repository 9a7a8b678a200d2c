using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes the one condition that is true for accepted records: short, and free of lists and structs.</summary>
internal sealed class AcceptanceCompiler(Dialect dialect, IReadOnlyDictionary<RuleCheck, string>? rules = null)
{
    private readonly ConditionCompiler _conditions = new(dialect);
    private int _variables;

    /// <summary>True when no check is false; <paramref name="faults"/> is the list of the reader's faults.</summary>
    public string Compile(Contract contract, Source? source, string faults)
    {
        var conditions = new List<string>();
        foreach (var column in contract.Shape.Columns)
        {
            Add(conditions, column, dialect.Identifier(column.Name));
        }
        foreach (var (field, check) in CheckPlanner.Plan(contract, source))
        {
            switch (check)
            {
                case RuleCheck rule:
                    conditions.Add($"coalesce({Outcome(rule)}, FALSE)");
                    break;
                case SupportCheck support:
                    conditions.Add(Supported(support));
                    break;
                case LatenessCheck late:
                    conditions.Add(InTime(late, field!));
                    break;
            }
        }
        var isRead = $"{faults} IS NULL{(contract.Remainder is null ? "" : " AND _judge IS NULL")}";
        return conditions.Count == 0 ? isRead : $"{isRead} AND {NoneIsFalse(conditions)}";
    }

    /// <summary>Whether a record arrived in time; null when its event time is.</summary>
    public string InTime(LatenessCheck late, RecordField eventTime)
    {
        var taken = Dialect.Fill(dialect.Microseconds, "landed_at");
        var happened = Dialect.Fill(dialect.Microseconds, dialect.Path(eventTime.Path));
        return $"{taken} - {happened} <= {late.Longest.Ticks / TimeSpan.TicksPerMicrosecond}";
    }

    /// <summary>Whether a record landed while its version was supported.</summary>
    public string Supported(SupportCheck support) => support.End == DateTimeOffset.MinValue
        ? "FALSE"
        : $"{Dialect.Fill(dialect.Microseconds, "landed_at")} < "
            + $"{(support.End - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}";

    /// <summary>Whether a rule holds; null when it cannot be evaluated.</summary>
    public string Outcome(RuleCheck rule) => rules is not null ? $"coalesce(({rules[rule]}), TRUE)" : Dialect.Fill(
        dialect.Try ?? throw new InvalidOperationException($"{dialect.Name} cannot judge rules: nothing makes a failed expression null."),
        $"coalesce(({rule.Expression}), TRUE)");

    private void Add(List<string> conditions, RecordField field, string value)
    {
        conditions.AddRange(field.Checks.Select(check => _conditions.Compile(check, field.Type, value)));
        switch (field.Type)
        {
            case FieldType.Object o:
                foreach (var member in o.Fields)
                {
                    Add(conditions, member, $"{value}.{dialect.Identifier(member.Name)}");
                }
                break;
            case FieldType.Array array:
                AddElements(conditions, array, value);
                break;
        }
    }

    private void AddElements(List<string> conditions, FieldType.Array array, string list)
    {
        var element = $"_e{_variables++}";
        var inside = new List<string>();
        Add(inside, array.Element, element);
        if (inside.Count > 0)
        {
            var bad = Dialect.Fill(dialect.ListFilter, list, Dialect.Fill(dialect.Lambda, element, $"NOT {NoneIsFalse(inside)}"));
            conditions.Add($"{Dialect.Fill(dialect.ListSize, bad)} = 0");
        }
    }

    // A conjunction is false when a part is, else true or null.
    private static string NoneIsFalse(List<string> conditions) => $"coalesce({string.Join("\n      AND ", conditions)}, TRUE)";
}
