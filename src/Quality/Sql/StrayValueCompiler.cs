using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes the list of a record's values that are none of those listed: structs of <c>path</c> and <c>value</c>, the text of
/// the value cut to 100 characters, null where the contract classifies the field.
/// </summary>
internal sealed class StrayValueCompiler(Dialect dialect)
{
    private const int LongestValue = 100;

    private static readonly string[] Open = ["public", "internal"];

    /// <summary>Null, of the type of the list.</summary>
    public string None => $"CASE WHEN FALSE THEN {List(Stray("''", "''"))} END";

    public string Compile(Contract contract)
    {
        var lists = new List<string>();
        foreach (var field in contract.Shape.All)
        {
            foreach (var check in field.Checks.OfType<EnumCheck>())
            {
                IReadOnlyList<RecordField> way = [.. contract.Shape.Around(field), field];
                lists.Add(Walk(way, 0, dialect.Identifier(way[0].Name), check));
            }
        }
        return lists.Count == 0
            ? None
            : Dialect.Fill(dialect.ListFlatten, List(string.Join(", ", lists)));
    }

    private string Walk(IReadOnlyList<RecordField> way, int at, string value, EnumCheck check)
    {
        var field = way[at];
        if (at == way.Count - 1)
        {
            var isListed = new ConditionCompiler(dialect).Compile(check, field.Type, value);
            var text = field.Notes.Classification is { } kind && !Open.Contains(kind)
                ? $"CAST(NULL AS {dialect.Text})"
                : $"substr(CAST({value} AS {dialect.Text}), 1, {LongestValue})";
            return $"CASE WHEN NOT ({isListed}) THEN {List(Stray(dialect.Quote(field.Path), text))} ELSE {List("")} END";
        }
        if (field.Type is not FieldType.Array)
        {
            return Walk(way, at + 1, $"{value}.{dialect.Identifier(way[at + 1].Name)}", check);
        }
        var element = $"_e{at}";
        var each = Dialect.Fill(dialect.Lambda, element, Walk(way, at + 1, element, check));
        var all = Dialect.Fill(dialect.ListFlatten, Dialect.Fill(dialect.ListTransform, value, each));
        return $"coalesce({all}, {List("")})";
    }

    private string List(string items) => Dialect.Fill(dialect.List, items);

    private string Stray(string path, string value) => Dialect.Fill(dialect.Struct,
        $"{Dialect.Fill(dialect.StructMember, "path", path)}, {Dialect.Fill(dialect.StructMember, "value", value)}");
}
