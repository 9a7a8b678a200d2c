using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Lakehouse.Medallion.Gold.Queries.Tree;

internal sealed partial class TreeReader
{
    private static readonly string[] WindowOthers = ["filter_expr", "offset_expr", "default_expr", "start_expr", "end_expr"];

    private Expression ReadExpression(JsonElement node, Scope scope, int above)
    {
        var location = node.Location(above);
        var alias = node.Text("alias");
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            TooDeep(location);
            return new Constant(location, alias);
        }
        switch (node.Text("class"))
        {
            case "CONSTANT":
                return new Constant(location, alias);
            case "COLUMN_REF":
                return new ColumnRef(location, alias, node.Texts("column_names"));
            case "POSITIONAL_REFERENCE":
                return new PositionRef(location, alias);
            case "STAR":
                return ReadStar(node, scope, location);
            case "FUNCTION":
                return ReadFunction(node, scope, location);
            case "WINDOW":
                return ReadWindow(node, scope, location);
            case "SUBQUERY":
                var query = ReadStatement(node, "subquery", scope, location);
                return new SubqueryExpression(location, alias, query, ReadOptional(node, "child", scope, location));
            case "COMPARISON":
                var isEquality = node.Text("type") is "COMPARE_EQUAL" or "COMPARE_NOT_DISTINCT_FROM";
                return new Comparison(location, alias, isEquality,
                    ReadRequired(node, "left", scope, location), ReadRequired(node, "right", scope, location));
            case "CONJUNCTION":
                var construct = node.Text("type") == "CONJUNCTION_AND" ? Composite.And : "OR";
                return new Composite(location, alias, construct, ReadExpressions(node, "children", scope, location));
            case "OPERATOR":
                return new Composite(location, alias, OperatorName(node), ReadExpressions(node, "children", scope, location));
            case "CASE":
                return new Composite(location, alias, "CASE", ReadCase(node, scope, location));
            case "CAST":
                return new Composite(location, alias, "a cast", ReadParts(node, ["child"], scope, location));
            case "BETWEEN":
                return new Composite(location, alias, "BETWEEN", ReadParts(node, ["input", "lower", "upper"], scope, location));
            case "COLLATE":
                return new Composite(location, alias, "COLLATE", ReadParts(node, ["child"], scope, location));
            case "LAMBDA":
                return new Composite(location, alias, "a lambda", ReadParts(node, ["lhs", "expr"], scope, location));
            case "PARAMETER":
                Refuse(QueryErrorCodes.UnsupportedConstruct, location,
                    "A product has no parameters: it is the same on every run. Write the value.");
                return new Constant(location, alias);
            case var kind:
                Unsupported(location, $"The expression {kind}");
                return new Constant(location, alias);
        }
    }

    private static string OperatorName(JsonElement node) =>
        node.Text("type").Replace("OPERATOR_", "", StringComparison.Ordinal)
            .Replace("COMPARE_", "", StringComparison.Ordinal).Replace('_', ' ');

    private Star ReadStar(JsonElement node, Scope scope, int location)
    {
        var excluded = node.Texts("exclude_list")
            .Concat(node.Items("qualified_exclude_list").Select(item => item.Text("column")));
        var pattern = ReadOptional(node, "expr", scope, location);
        return new(location, node.Text("alias"))
        {
            Relation = node.Text("relation_name"),
            IsChosen = node.Flag("columns") || pattern is not null,
            Pattern = pattern,
            Excluded = excluded.ToHashSet(TableReference.NameComparer),
            Replaced = node.Items("replace_list").ToDictionary(
                item => item.Text("key"), item => ReadRequired(item, "value", scope, location), TableReference.NameComparer),
            Renamed = node.Items("rename_list").ToDictionary(
                item => item.Child("key")?.Text("column") ?? "", item => item.Text("value"), TableReference.NameComparer),
        };
    }

    private FunctionCall ReadFunction(JsonElement node, Scope scope, int location) =>
        new(location, node.Text("alias"), node.Text("function_name"))
        {
            Arguments = ReadExpressions(node, "children", scope, location),
            Filter = ReadOptional(node, "filter", scope, location),
            Orders = node.Child("order_bys") is { } orders ? ReadOrders(orders, "orders", scope, location) : [],
        };

    private WindowCall ReadWindow(JsonElement node, Scope scope, int location) =>
        new(location, node.Text("alias"), node.Text("function_name"))
        {
            Arguments = ReadExpressions(node, "children", scope, location),
            ArgumentOrders = ReadOrders(node, "arg_orders", scope, location),
            Partitions = ReadExpressions(node, "partitions", scope, location),
            Orders = ReadOrders(node, "orders", scope, location),
            Others = ReadParts(node, WindowOthers, scope, location),
            CountsRows = CountsRows(node.Text("start")) || CountsRows(node.Text("end")),
        };

    // Bounds such as CURRENT_ROW_ROWS and EXPR_PRECEDING_GROUPS: all but those of RANGE and the ends of the partition.
    private static bool CountsRows(string bound) =>
        bound.EndsWith("_ROWS", StringComparison.Ordinal) || bound.EndsWith("_GROUPS", StringComparison.Ordinal);

    private List<Expression> ReadCase(JsonElement node, Scope scope, int location)
    {
        var parts = new List<Expression>();
        foreach (var check in node.Items("case_checks"))
        {
            parts.AddRange(ReadParts(check, ["when_expr", "then_expr"], scope, location));
        }
        parts.AddRange(ReadParts(node, ["else_expr"], scope, location));
        return parts;
    }

    private List<Expression> ReadOrders(JsonElement node, string name, Scope scope, int location) =>
        [.. node.Items(name).Select(order => ReadRequired(order, "expression", scope, location))];

    private List<Expression> ReadExpressions(JsonElement node, string name, Scope scope, int location)
    {
        var expressions = new List<Expression>();
        foreach (var item in node.Items(name))
        {
            expressions.Add(ReadExpression(item, scope, location));
        }
        return expressions;
    }

    private List<Expression> ReadParts(JsonElement node, string[] names, Scope scope, int location) =>
        [.. names.Select(name => ReadOptional(node, name, scope, location)).OfType<Expression>()];

    private Expression? ReadOptional(JsonElement node, string name, Scope scope, int location) =>
        node.Child(name) is { } child ? ReadExpression(child, scope, location) : null;

    private Expression ReadRequired(JsonElement node, string name, Scope scope, int location)
    {
        if (ReadOptional(node, name, scope, location) is { } expression)
        {
            return expression;
        }
        Unsupported(location, $"An expression without {name}");
        return new Constant(location, "");
    }
}
