using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes the list of a rejected record's errors. Each is made as a struct that begins with its place in the order
/// (field, rank within the field, indexes in arrays), by which the list is sorted before the place is dropped.
/// </summary>
internal sealed class ErrorListCompiler(Dialect dialect)
{
    private const string NewLine = "\n      ";

    private readonly ConditionCompiler _conditions = new(dialect);
    private readonly AcceptanceCompiler _acceptance = new(dialect);

    /// <summary>The errors with their places: the reader's as they come, then the checks' in order.</summary>
    public string Compile(Contract contract, Source? source, string faults)
    {
        var lists = new List<string> { ReaderFaults(faults) };
        var afterFields = contract.Shape.All.Count;
        var plan = CheckPlanner.Plan(contract, source);
        foreach (var (field, check) in plan.Where(planned => planned.Check is ValueCheck))
        {
            lists.Add(OfField([.. contract.Shape.Around(field!), field!], (ValueCheck)check, lists.Count));
        }
        if (contract.Remainder is not null)
        {
            lists.Add(OfRemainder(afterFields++, lists.Count, faults));
        }
        foreach (var (field, check) in plan.Where(planned => planned.Check is not ValueCheck))
        {
            var rank = lists.Count;
            lists.Add(check switch
            {
                RuleCheck rule => OfRule(contract.Shape, rule, afterFields, rank, faults),
                SupportCheck support => When(_acceptance.Supported(support),
                    Error(afterFields + 1, rank, "0", support, dialect.Quote(""))),
                LatenessCheck late => When(_acceptance.InTime(late, field!),
                    Error(afterFields + 1, rank, "0", late, dialect.Quote(field!.Path))),
                _ => throw new InvalidOperationException($"There is no SQL for {check}."),
            });
        }
        return Dialect.Fill(dialect.ListFlatten, List(NewLine + string.Join("," + NewLine, lists)));
    }

    /// <summary>The errors in the order of the contract, without their places.</summary>
    /// <param name="errors">A column with what <see cref="Compile"/> gives.</param>
    /// <param name="faults">The column of the reader's faults: without any, the errors stand in order already.</param>
    public string InOrder(string errors, string faults)
    {
        var count = Dialect.Fill(dialect.ListSize, errors);
        var sorted = Dialect.Fill(dialect.ListSort, errors);
        var ordered = $"CASE WHEN {faults} IS NOT NULL AND {count} > 1 THEN {sorted} ELSE {errors} END";
        var told = Struct(("code", "_e.code"), ("path", "_e.path"), ("message", "_e.message"));
        return Dialect.Fill(dialect.ListTransform, ordered, Dialect.Fill(dialect.Lambda, "_e", told));
    }

    private string ReaderFaults(string faults)
    {
        var error = Struct(("field", "_f.field"), ("rank", "0"), ("at", List("_i")),
            ("code", "_f.code"), ("path", "_f.path"), ("message", "_f.message"));
        var errors = Dialect.Fill(dialect.ListTransform, faults, Dialect.Fill(dialect.LambdaWithIndex, "_f", "_i", error));
        return $"coalesce({errors}, {List("")})";
    }

    // A record that is no JSON object, or holds a name twice, is no value that a schema could judge.
    private string OfRemainder(int place, int rank, string faults)
    {
        var unread = $"_f.code IN ({dialect.Quote(RowCodes.Malformed)}, {dialect.Quote(RowCodes.DuplicateKey)})";
        var inTheWay = Dialect.Fill(dialect.ListSize,
            Dialect.Fill(dialect.ListFilter, faults, Dialect.Fill(dialect.Lambda, "_f", unread)));
        var error = Struct(("field", $"{place}"), ("rank", $"{rank}"), ("at", List("_i")),
            ("code", "_j.code"), ("path", "_j.path"), ("message", "_j.message"));
        var errors = Dialect.Fill(dialect.ListTransform, "_judge", Dialect.Fill(dialect.LambdaWithIndex, "_j", "_i", error));
        return $"CASE WHEN coalesce({inTheWay}, 0) > 0 THEN {List("")} ELSE coalesce({errors}, {List("")}) END";
    }

    private string OfField(IReadOnlyList<RecordField> way, ValueCheck check, int rank) =>
        Walk(way, 0, dialect.Identifier(way[0].Name), check, rank, []);

    // From a column down to the checked field; at each array over all indexes.
    private string Walk(
        IReadOnlyList<RecordField> way, int at, string value, ValueCheck check, int rank, IReadOnlyList<string> indexes)
    {
        var field = way[at];
        if (at == way.Count - 1)
        {
            var place = indexes.Count == 0 ? "0" : string.Join(", ", indexes);
            return When(_conditions.Compile(check, field.Type, value), Error(field.Id, rank, place, check, Path(field, indexes)));
        }
        if (field.Type is not FieldType.Array)
        {
            return Walk(way, at + 1, $"{value}.{dialect.Identifier(way[at + 1].Name)}", check, rank, indexes);
        }
        var index = $"_i{indexes.Count}";
        var inner = Walk(way, at + 1, Dialect.Fill(dialect.ListItem, value, index), check, rank, [.. indexes, index]);
        var all = Dialect.Fill(dialect.Indexes, $"coalesce({Dialect.Fill(dialect.ListSize, value)}, 0)");
        return Dialect.Fill(dialect.ListFlatten,
            Dialect.Fill(dialect.ListTransform, all, Dialect.Fill(dialect.Lambda, index, inner)));
    }

    private string OfRule(RecordShape shape, RuleCheck rule, int place, int rank, string faults)
    {
        var path = dialect.Quote(rule.Field?.Path ?? "");
        var standsInTheWay = $"_f.code = {dialect.Quote(RowCodes.Malformed)}";
        if (rule.Field is { } field)
        {
            standsInTheWay += $" OR _f.field BETWEEN {field.Id} AND {field.LastId}";
            standsInTheWay += string.Concat(shape.Around(field).Select(f =>
                $" OR (_f.field = {f.Id} AND _f.code <> {dialect.Quote(RowCodes.DuplicateKey)})"));
        }
        var inTheWay = Dialect.Fill(dialect.ListSize,
            Dialect.Fill(dialect.ListFilter, faults, Dialect.Fill(dialect.Lambda, "_f", standsInTheWay)));
        var broken = Error(place, rank, "0", rule, path);
        var failed = Error(place, rank, "0", RowCodes.RuleFailed, path, $"the rule cannot be evaluated: {rule.Name}");
        return $"CASE WHEN coalesce({inTheWay}, 0) > 0 THEN {List("")} ELSE CASE {_acceptance.Outcome(rule)} "
            + $"WHEN TRUE THEN {List("")} WHEN FALSE THEN {List(broken)} ELSE {List(failed)} END END";
    }

    private string When(string condition, string error) =>
        $"CASE WHEN NOT ({condition}) THEN {List(error)} ELSE {List("")} END";

    private string Error(int field, int rank, string at, Check check, string path) =>
        Error(field, rank, at, check.Code, path, check.Message);

    private string Error(int field, int rank, string at, string code, string path, string message) => Struct(
        ("field", $"{field}"), ("rank", $"{rank}"), ("at", List(at)),
        ("code", dialect.Quote(code)), ("path", path), ("message", dialect.Quote(message)));

    // items[].sku with index _i0 becomes 'items[' || _i0 || '].sku'.
    private string Path(RecordField field, IReadOnlyList<string> indexes)
    {
        var parts = field.Path.Split("[]");
        var path = dialect.Quote(parts[0] + (indexes.Count > 0 ? "[" : ""));
        for (var i = 0; i < indexes.Count; i++)
        {
            var rest = "]" + parts[i + 1] + (i + 1 < indexes.Count ? "[" : "");
            path += $" || CAST({indexes[i]} AS {dialect.Text}) || {dialect.Quote(rest)}";
        }
        return path;
    }

    private string List(string items) => Dialect.Fill(dialect.List, items);

    private string Struct(params (string Name, string Value)[] members) => Dialect.Fill(dialect.Struct,
        string.Join(", ", members.Select(m => Dialect.Fill(dialect.StructMember, m.Name, m.Value))));
}
