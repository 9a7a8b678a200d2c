using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private sealed record Item(string Name, Term Term, bool HasAggregate, bool HasWindow);

    private BoundQuery BindSelect(
        JsonElement node, Dictionary<string, BoundQuery> named, NameScope? outer, int location, IReadOnlyList<string>? names)
    {
        if (node.Child("sample") is not null)
        {
            throw new NotPortableException(location, "A sample", "it takes other rows each time", "Choose rows by a column.");
        }
        var scope = new NameScope(outer);
        var from = BindFrom(node, named, scope, location);
        var context = new ExpressionContext(scope, named, new Dictionary<string, Term>(TableReference.NameComparer));
        var items = BindItems(node, context, location, names);
        var columns = items.Select(item => new OutputColumn(item.Name, item.Term.Type)).ToList();
        var where = Clause(node, "where_clause", " WHERE ", context, location);
        var groups = BindGroups(node, context, items, location);
        var having = Clause(node, "having", " HAVING ", context, location);
        var distinct = node.Items("modifiers").Any(m => m.Text("type") == "DISTINCT_MODIFIER") ? "DISTINCT " : "";
        var list = string.Join(", ", items.Select(item => Aliased(item.Term.Sql, item.Name)));
        string sql;
        if (node.Child("qualify") is { } qualify)
        {
            var kept = Guard(() => Bind(qualify, context, location));
            var output = string.Join(", ", items.Select(item => SparkText.Identifier(item.Name)));
            sql = $"SELECT {distinct}{output} FROM (SELECT {list}, {kept.Sql} AS `_kept`{from}{where}{groups}{having}) AS `_all` WHERE `_kept`";
        }
        else
        {
            sql = $"SELECT {distinct}{list}{from}{where}{groups}{having}";
        }
        Func<JsonElement, Term>? key = distinct.Length == 0 && node.Child("qualify") is null ? n => Bind(n, context, location) : null;
        return new BoundQuery(BindModifiers(node, sql, columns, key, location), columns);
    }

    private string Clause(JsonElement node, string name, string keyword, ExpressionContext context, int location) =>
        node.Child(name) is { } clause ? keyword + Guard(() => Condition(clause, context, location)).Sql : "";

    private List<Item> BindItems(JsonElement node, ExpressionContext context, int location, IReadOnlyList<string>? names)
    {
        var items = new List<Item>();
        foreach (var item in node.Items("select_list"))
        {
            var (aggregates, windows) = (_aggregates, _windows);
            if (item.Text("class") == "STAR")
            {
                items.AddRange(BindStar(item, context, location));
                continue;
            }
            var term = Guard(() => Bind(item, context, location));
            var alias = item.Text("alias");
            if (alias.Length == 0)
            {
                alias = item.Text("class") == "COLUMN_REF" ? item.Texts("column_names")[^1] : $"_{items.Count + 1}";
            }
            else
            {
                context.Aliases.TryAdd(alias, term);
            }
            items.Add(new Item(alias, term, _aggregates > aggregates, _windows > windows));
        }
        return names is { Count: > 0 } ? [.. items.Select((item, i) => i < names.Count ? item with { Name = names[i] } : item)] : items;
    }

    private IEnumerable<Item> BindStar(JsonElement star, ExpressionContext context, int above)
    {
        var location = star.Location(above);
        var table = star.Text("relation_name");
        if (star.Flag("columns") || star.Child("expr") is not null || context.Scope.Star(table) is not { } columns)
        {
            throw new NotPortableException(location, "COLUMNS or this *", "it names no table of FROM", "Name the columns.");
        }
        var excluded = star.Texts("exclude_list").Concat(star.Items("qualified_exclude_list").Select(item => item.Text("column")))
            .ToHashSet(TableReference.NameComparer);
        var replaced = star.Items("replace_list").ToDictionary(
            item => item.Text("key"), item => item.Child("value")!.Value, TableReference.NameComparer);
        var renamed = star.Items("rename_list").ToDictionary(
            item => item.Child("key")?.Text("column") ?? "", item => item.Text("value"), TableReference.NameComparer);
        foreach (var (name, term) in columns.Where(column => !excluded.Contains(column.Name)))
        {
            var value = replaced.TryGetValue(name, out var other) ? Guard(() => Bind(other, context, location)) : term;
            yield return new Item(renamed.GetValueOrDefault(name, name), value, false, false);
        }
    }

    private string BindGroups(JsonElement node, ExpressionContext context, IReadOnlyList<Item> items, int location)
    {
        if (node.Items("group_sets").Skip(1).Any())
        {
            throw new NotPortableException(location, "GROUPING SETS, ROLLUP or CUBE", "it is not on the list",
                "Write a UNION ALL of the groupings.");
        }
        var isAll = node.Text("aggregate_handling") == "FORCE_AGGREGATES";
        if (isAll && items.Any(item => item.HasWindow))
        {
            throw new NotPortableException(location, "GROUP BY ALL with a window", "it is not on the list", "Name the columns to group by.");
        }
        var terms = isAll
            ? [.. items.Where(item => !item.HasAggregate).Select(item => item.Term)]
            : node.Items("group_expressions").Select(group => Guard(() => GroupTerm(group, context, items, location))).ToList();
        foreach (var term in terms.Where(term => term.Type.Kind is SqlKind.Map or SqlKind.List or SqlKind.Interval))
        {
            throw new NotPortableException(location, $"GROUP BY of {term.Type}", "Spark cannot group by it or orders it differently",
                "Group by a text made of it.");
        }
        // A bare literal would be a position to Spark.
        return terms.Count == 0 ? "" : $" GROUP BY {string.Join(", ", terms.Select(t => t.IsLiteral ? $"coalesce({t.Sql}, {t.Sql})" : t.Sql))}";
    }

    private Term GroupTerm(JsonElement group, ExpressionContext context, IReadOnlyList<Item> items, int location)
    {
        var isPosition = group.Text("class") == "CONSTANT" && group.Child("value")?.Child("type")?.Text("id") == "INTEGER";
        if (!isPosition)
        {
            return Bind(group, context, location);
        }
        var position = group.Child("value")!.Value.GetProperty("value").GetInt32();
        return position >= 1 && position <= items.Count
            ? items[position - 1].Term
            : throw new NotPortableException(group.Location(location), "This position", "there is no such column", "Name the column.");
    }
}
