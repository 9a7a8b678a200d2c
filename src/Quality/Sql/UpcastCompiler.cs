using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes the columns of the current version from those of an older one, and the errors of what cannot be.</summary>
internal sealed class UpcastCompiler(Dialect dialect, OlderVersion version)
{
    private readonly UpcastPlan _plan = version.Upcast;

    /// <summary>The results of the steps, to be kept as <c>_s0</c>, <c>_s1</c> …: null, or null inside, where they failed.</summary>
    public IEnumerable<string> Steps() => _plan.Steps.Select(step => step.From is { } from
        ? StrictCast.Compile(dialect, step.Target.Type, from.Type, dialect.Path(from.Path))
        : Dialect.Fill(Try, Struct(("v", $"CAST(({step.Expression}) AS {dialect.TypeName(step.Target.Type)})"))));

    /// <summary>The errors of the steps: a list, empty when all went well; null where nothing can fail.</summary>
    public string? Errors() => _plan.Steps.Count == 0
        ? null
        : Dialect.Fill(dialect.ListFlatten, List(string.Join(", ", _plan.Steps.Select(Errors))));

    /// <summary>The record in the columns of the current version.</summary>
    public string Row() => Struct([.. _plan.Columns.Select(column => (column.Target.Name, Value(column, "")))]);

    private string Try => dialect.Try
        ?? throw new InvalidOperationException(
            $"{dialect.Name} cannot bring records to another version: nothing makes a failed expression null.");

    private string Errors(UpcastStep step, int index)
    {
        if (step.From is { } from)
        {
            var given = dialect.Path(from.Path);
            return When($"{given} IS NOT NULL AND _s{index} IS NULL",
                Error(step, RowCodes.Upcast,
                    $"is made of '{from.Path}' of version {version.Contract.Version}, whose value is no {step.Target.Type}"));
        }
        var failed = When($"_s{index} IS NULL",
            Error(step, RowCodes.Upcast, $"cannot be computed from a record of version {version.Contract.Version}"));
        if (!step.Target.Required)
        {
            return failed;
        }
        var isThere = step.Around is { } around ? $" AND {dialect.Path(around)} IS NOT NULL" : "";
        var empty = Error(step, RowCodes.Required, $"is null after the upcast from version {version.Contract.Version}");
        return $"CASE WHEN _s{index} IS NOT NULL AND _s{index}.v IS NULL{isThere} THEN {List(empty)} ELSE {failed} END";
    }

    private string Error(UpcastStep step, string code, string message) => Struct(
        ("code", dialect.Quote(code)), ("path", dialect.Quote(step.Target.Path)), ("message", dialect.Quote(message)));

    // A scope is the element of an array; without one names are columns.
    private string Value(UpcastValue value, string scope) => value switch
    {
        UpcastValue.Constant constant => dialect.Literal(value.Target.Type, constant.Text),
        UpcastValue.Stepped stepped when _plan.Steps[stepped.Step] is { From: null } => $"_s{stepped.Step}.v",
        UpcastValue.Stepped stepped => OrElse($"_s{stepped.Step}", value.Target, _plan.Steps[stepped.Step].Default),
        UpcastValue.Same same => OrElse(
            $"CAST({Place(same.Path, scope)} AS {dialect.TypeName(value.Target.Type)})", value.Target, same.Default),
        UpcastValue.Members { Around: { } around } members =>
            $"CASE WHEN {Place(around, scope)} IS NOT NULL THEN {Members(members, scope)} END",
        UpcastValue.Members members => Members(members, scope),
        UpcastValue.Elements elements => Elements(elements, scope),
        _ => $"CAST(NULL AS {dialect.TypeName(value.Target.Type)})",
    };

    private string Members(UpcastValue.Members members, string scope) =>
        Struct([.. members.Of.Select(member => (member.Target.Name, Value(member, scope)))]);

    private string Elements(UpcastValue.Elements elements, string scope)
    {
        var element = $"_x{elements.Target.Id}";
        return Dialect.Fill(dialect.ListTransform, Place(elements.Path, scope),
            Dialect.Fill(dialect.Lambda, element, Value(elements.Each, element)));
    }

    private string Place(IReadOnlyList<string> path, string scope) =>
        string.Join('.', path.Select(dialect.Identifier).Prepend(scope).Where(part => part.Length > 0));

    private string OrElse(string value, RecordField target, string? standIn) =>
        standIn is null ? value : $"coalesce({value}, {dialect.Literal(target.Type, standIn)})";

    private string When(string condition, string error) => $"CASE WHEN {condition} THEN {List(error)} ELSE {List("")} END";

    private string List(string items) => Dialect.Fill(dialect.List, items);

    private string Struct(params (string Name, string Value)[] members) => Dialect.Fill(dialect.Struct,
        string.Join(", ", members.Select(m => Dialect.Fill(dialect.StructMember, m.Name, m.Value))));
}
