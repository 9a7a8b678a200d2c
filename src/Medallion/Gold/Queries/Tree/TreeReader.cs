using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>
/// Turns DuckDB's serialized parse tree into nodes, binding table names on the way. Closed: a node that it does not know
/// is a problem, never ignored.
/// </summary>
internal sealed partial class TreeReader(SqlText text)
{
    private readonly List<QueryProblem> _problems = [];
    private readonly Dictionary<string, TableReference> _tables = new(TableReference.NameComparer);

    public IReadOnlyList<QueryProblem> Problems => _problems;

    /// <summary>Every table of the lakehouse that the query names, in the order of the text.</summary>
    public IReadOnlyCollection<TableReference> Tables => _tables.Values;

    public Query ReadQuery(JsonElement node) => ReadQuery(node, Scope.Empty, 0);

    private Query ReadQuery(JsonElement node, Scope scope, int location)
    {
        var isTooDeep = !RuntimeHelpers.TryEnsureSufficientExecutionStack();
        var commonTables = isTooDeep ? [] : ReadCommonTables(node, ref scope, location);
        Query query = node.Text("type") switch
        {
            _ when isTooDeep => TooDeep(location),
            "SELECT_NODE" => ReadSelect(node, scope, location),
            "SET_OPERATION_NODE" => new SetQuery(
                ReadChildQuery(node, "left", scope, location),
                ReadChildQuery(node, "right", scope, location),
                node.Text("setop_type") == "UNION_BY_NAME"),
            "RECURSIVE_CTE_NODE" => new RecursiveQuery(
                ReadChildQuery(node, "left", scope, location),
                ReadChildQuery(node, "right", scope, location),
                node.Items("key_targets").Any()),
            var type => Unsupported(location, type),
        };
        return query with { CommonTables = commonTables, Modifiers = ReadModifiers(node, scope, location) };
    }

    private List<CommonTable> ReadCommonTables(JsonElement node, ref Scope scope, int location)
    {
        var tables = new List<CommonTable>();
        foreach (var entry in node.Child("cte_map")?.Items("map") ?? [])
        {
            if (entry.Child("value") is not { } value || value.Child("query")?.Child("node") is not { } body)
            {
                continue;
            }
            var table = new CommonTable(entry.Text("key"), value.Texts("aliases"));
            var isRecursive = body.Text("type") == "RECURSIVE_CTE_NODE";
            table.Query = ReadQuery(body, isRecursive ? scope.With(table) : scope, location);
            scope = scope.With(table);
            tables.Add(table);
        }
        return tables;
    }

    private SelectQuery ReadSelect(JsonElement node, Scope scope, int location) => new()
    {
        Items = ReadExpressions(node, "select_list", scope, location),
        From = node.Child("from_table") is { } from ? ReadTable(from, scope, location) : new NoTable(),
        Where = ReadOptional(node, "where_clause", scope, location),
        Groups = ReadExpressions(node, "group_expressions", scope, location),
        GroupingSets = node.Items("group_sets").Count(),
        Having = ReadOptional(node, "having", scope, location),
        Qualify = ReadOptional(node, "qualify", scope, location),
        IsSample = node.Child("sample") is not null,
    };

    private Query ReadChildQuery(JsonElement node, string name, Scope scope, int location) =>
        node.Child(name) is { } child ? ReadQuery(child, scope, location) : Unsupported(location, name);

    // A SelectStatement: a node of its own around the query node.
    private Query ReadStatement(JsonElement node, string name, Scope scope, int location) =>
        node.Child(name) is { } statement ? ReadChildQuery(statement, "node", scope, location) : Unsupported(location, name);

    private Modifiers ReadModifiers(JsonElement node, Scope scope, int location)
    {
        var modifiers = Modifiers.None;
        foreach (var item in node.Items("modifiers"))
        {
            switch (item.Text("type"))
            {
                case "ORDER_MODIFIER":
                    modifiers = modifiers with { Orders = ReadOrders(item, "orders", scope, location) };
                    break;
                case "LIMIT_MODIFIER" or "LIMIT_PERCENT_MODIFIER":
                    Expression?[] limits =
                        [ReadOptional(item, "limit", scope, location), ReadOptional(item, "offset", scope, location)];
                    modifiers = modifiers with { Limits = [.. limits.OfType<Expression>()] };
                    break;
                case "DISTINCT_MODIFIER":
                    var targets = ReadExpressions(item, "distinct_on_targets", scope, location);
                    modifiers = modifiers with { DistinctOn = targets };
                    break;
                case var type:
                    Unsupported(location, type);
                    break;
            }
        }
        return modifiers;
    }

    private SelectQuery TooDeep(int location)
    {
        const string message = "The query is nested too deep to be analysed. Split it with WITH, or into two products.";
        if (_problems.All(problem => problem.Code != QueryErrorCodes.TooDeep))
        {
            _problems.Add(text.Problem(QueryErrorCodes.TooDeep, location, message));
        }
        return new() { Items = [], From = new NoTable() };
    }

    private SelectQuery Unsupported(int location, string construct)
    {
        Refuse(QueryErrorCodes.UnsupportedConstruct, location,
            $"{construct} cannot be used in a product. Write it with plain SELECT constructs.");
        return new() { Items = [], From = new NoTable() };
    }

    private void Refuse(string code, int location, string message) =>
        _problems.Add(text.Problem(code, location, message));
}
