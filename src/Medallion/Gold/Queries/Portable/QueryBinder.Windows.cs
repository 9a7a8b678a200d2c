using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private Term BindWindow(JsonElement node, ExpressionContext context, int location)
    {
        _windows++;
        var name = node.Text("function_name").ToLowerInvariant();
        var aggregates = _aggregates;
        var arguments = node.Items("children").Select(child => Bind(child, context, location)).ToList();
        var function = Choose(name, arguments, location, out var term);
        if (!PortableAggregates.List.Contains(function) || node.Child("filter_expr") is not null || node.Flag("distinct")
            || node.Items("arg_orders").Any() || node.Text("exclude_clause") is not ("NO_OTHER" or ""))
        {
            throw new NotPortableException(location, $"{name} with OVER", "FILTER, DISTINCT, ORDER BY in the call or EXCLUDE are not in Spark",
                "Use a CASE in the argument, or a subquery.");
        }
        var orders = node.Items("orders").Select(order => BindOrder(order, key => OrderTerm(key, context, location))).ToList();
        var partitions = node.Items("partitions").Select(key => Bind(key, context, location).Sql).ToList();
        var parts = new List<string>();
        if (partitions.Count > 0)
        {
            parts.Add($"PARTITION BY {string.Join(", ", partitions)}");
        }
        if (orders.Count > 0)
        {
            parts.Add($"ORDER BY {string.Join(", ", orders)}");
        }
        if (!HasNoFrame(name))
        {
            parts.Add(Frame(node, orders.Count > 0, location));
        }
        var over = $" OVER ({string.Join(' ', parts.Where(part => part.Length > 0))})";
        if (name is "lag" or "lead")
        {
            term = term with { Sql = $"{name}({arguments[0].Sql}{Shift(node, arguments[0], context, location)}){{o}}" };
        }
        if (name.EndsWith("_value", StringComparison.Ordinal))
        {
            term = term with { Sql = $"{name}({string.Join(", ", arguments.Select(a => a.Sql))}){(node.Flag("ignore_nulls") ? " IGNORE NULLS" : "")}{{o}}" };
        }
        else if (node.Flag("ignore_nulls"))
        {
            throw new NotPortableException(location, $"{name} IGNORE NULLS", "it is not on the list", "Use first_value or last_value.");
        }
        _aggregates = aggregates;
        return Complete(term, false, over, location);
    }

    private string OrderTerm(JsonElement key, ExpressionContext context, int location)
    {
        var term = Bind(key, context, location);
        return CheckOrder(term.Type, location, term.Sql);
    }

    private string Shift(JsonElement node, Term value, ExpressionContext context, int location)
    {
        var offset = node.Child("offset_expr") is { } o ? Bind(o, context, location) : null;
        var missing = node.Child("default_expr") is { } d ? Bind(d, context, location) : null;
        if (offset is not null && offset.Whole is null)
        {
            throw new NotPortableException(location, "The offset of lag or lead", "it is no number", "Write the number.");
        }
        var other = missing is null ? "" : $", {Coerce(missing, value.Type, location)}";
        return offset is null ? "" : $", {offset.Sql}{other}";
    }

    private static bool HasNoFrame(string name) =>
        name is "row_number" or "rank" or "dense_rank" or "ntile" or "percent_rank" or "cume_dist" or "lag" or "lead";

    private static string Frame(JsonElement node, bool isOrdered, int location)
    {
        var (start, end) = (node.Text("start"), node.Text("end"));
        if (!isOrdered && start == "UNBOUNDED_PRECEDING" && end == "CURRENT_ROW_RANGE")
        {
            return "";
        }
        var isRows = start.EndsWith("_ROWS", StringComparison.Ordinal) || end.EndsWith("_ROWS", StringComparison.Ordinal);
        return $"{(isRows ? "ROWS" : "RANGE")} BETWEEN {Bound(start, node.Child("start_expr"), location)} AND {Bound(end, node.Child("end_expr"), location)}";
    }

    private static string Bound(string bound, JsonElement? count, int location)
    {
        var rows = count?.Child("value") is { } value && value.TryGetProperty("value", out var number) && number.TryGetInt32(out var n) ? n : -1;
        return bound switch
        {
            "UNBOUNDED_PRECEDING" => "UNBOUNDED PRECEDING",
            "UNBOUNDED_FOLLOWING" => "UNBOUNDED FOLLOWING",
            "CURRENT_ROW_ROWS" or "CURRENT_ROW_RANGE" => "CURRENT ROW",
            "EXPR_PRECEDING_ROWS" when rows >= 0 => $"{rows} PRECEDING",
            "EXPR_FOLLOWING_ROWS" when rows >= 0 => $"{rows} FOLLOWING",
            _ => throw new NotPortableException(location, $"The frame bound {bound.Replace('_', ' ')}", "it is not on the list",
                "Use ROWS with numbers, or RANGE with UNBOUNDED and CURRENT ROW."),
        };
    }
}
