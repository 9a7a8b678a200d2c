using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private static readonly string[] Failing =
        ["+", "-", "*", "//", "%", "mod", "abs", "sqrt", "make_date", "make_timestamp", "epoch_ms", "repeat", "lpad", "rpad"];

    private Term BindFunction(JsonElement node, ExpressionContext context, int location)
    {
        var name = node.Text("function_name").ToLowerInvariant();
        var children = node.Items("children").ToList();
        switch (name)
        {
            case "list_transform" or "list_apply" or "array_transform" or "list_filter" or "array_filter" when children.Count == 2:
                return BindLambda(name, children, context, location);
            case "struct_pack":
                return BindStruct(children, context, location);
        }
        var arguments = children.Select(child => Unwrap(child) is { } count ? Whole(count) : Bind(child, context, location)).ToList();
        switch (name)
        {
            case "greatest" or "least":
                var common = Comparable(arguments, location);
                return new Term($"{name}({Listed(arguments, common, location)})", common);
            case "list_value":
                var element = CommonOf(arguments, location, "A list");
                return new Term($"array({Listed(arguments, element, location)})", SqlType.List(element.Kind == SqlKind.Null ? SqlType.Integer : element));
            case "ifnull" when arguments.Count == 2:
                var result = CommonOf(arguments, location, name);
                return new Term($"coalesce({Listed(arguments, result, location)})", result);
            case "nullif" when arguments.Count == 2:
                var compared = Comparable(arguments, location);
                return new Term($"CASE WHEN {Coerce(arguments[0], compared, location)} = {Coerce(arguments[1], compared, location)} "
                    + $"THEN NULL ELSE {arguments[0].Sql} END", arguments[0].Type);
            case "struct_extract" when arguments is [{ Type.Kind: SqlKind.Struct }, { Text: { } member }]:
                return Member(arguments[0], member, location);
        }
        if (Failing.Contains(name))
        {
            _canFail ??= name;
        }
        var function = Choose(name, arguments, location, out var term);
        return PortableAggregates.List.Contains(function) ? Aggregate(node, function, arguments, term, context, location) : term;
    }

    private static string Listed(IReadOnlyList<Term> terms, SqlType type, int location) =>
        string.Join(", ", terms.Select(term => Coerce(term, type, location)));

    private static PortableFunction Choose(string name, IReadOnlyList<Term> arguments, int location, out Term term)
    {
        var lines = PortableFunctions.Find(name).ToList();
        foreach (var line in lines)
        {
            if (line.Call(arguments) is { } call)
            {
                term = call;
                return line;
            }
        }
        var written = $"{name}({string.Join(", ", arguments.Select(argument => argument.Type.Name))})";
        var (reason, advice) = PortableAdvice.Of(name);
        if (reason is null && lines.Count > 0)
        {
            var notes = string.Join("; ", lines.Select(line => line.Note).Where(note => note.Length > 0).Distinct());
            reason = notes.Length == 0 ? "its arguments are of other kinds than those on the list" : notes;
        }
        throw new NotPortableException(location, written, reason ?? "it is not on the list",
            advice ?? (lines.Count > 0
                ? $"Portable: {string.Join(", ", lines.Select(line => line.Form))}."
                : "docs/portable-sql.md lists what is."));
    }

    private Term Aggregate(
        JsonElement node, PortableFunction function, List<Term> arguments, Term term, ExpressionContext context, int location)
    {
        if (PortableAggregates.NeedsWindow(function))
        {
            throw new NotPortableException(location, function.Name, "it needs OVER", "Write OVER (ORDER BY ...).");
        }
        _aggregates++;
        var orders = node.Child("order_bys")?.Items("orders").ToList() ?? [];
        var after = "";
        if (function.Name == "string_agg")
        {
            var keys = orders.Select(order => BindOrder(order, key => Bind(key, context, location).Sql)).ToList();
            if (keys.Count == 0)
            {
                throw new NotPortableException(location, "string_agg", "its order is not stated", "Write string_agg(x, ',' ORDER BY key).");
            }
            term = term with { Sql = $"listagg({{d}}{arguments[0].Sql}, {arguments[1].Sql}) WITHIN GROUP (ORDER BY {string.Join(", ", keys)}){{o}}" };
        }
        else if (orders.Count > 0)
        {
            throw new NotPortableException(location, $"ORDER BY in {function.Name}", "it is not on the list",
                "Choose the row with row_number() OVER (... ORDER BY ...) = 1.");
        }
        if (node.Child("filter") is { } filter)
        {
            after = $" FILTER (WHERE {Condition(filter, context, location).Sql})";
        }
        return Complete(term, node.Flag("distinct"), after, location);
    }

    private static Term Complete(Term term, bool isDistinct, string after, int location)
    {
        if (isDistinct && !term.Sql.Contains("{d}", StringComparison.Ordinal) && !term.Sql.StartsWith("min", StringComparison.Ordinal)
            && !term.Sql.StartsWith("max", StringComparison.Ordinal))
        {
            throw new NotPortableException(location, "DISTINCT here", "it is not on the list", "Leave DISTINCT out.");
        }
        return term with
        {
            Sql = term.Sql.Replace("{d}", isDistinct ? "DISTINCT " : "", StringComparison.Ordinal).Replace("{o}", after, StringComparison.Ordinal),
            IsAggregated = true,
        };
    }

    private Term BindLambda(string name, List<JsonElement> children, ExpressionContext context, int location)
    {
        var list = Bind(children[0], context, location);
        var lambda = children[1];
        if (list.Type.Kind != SqlKind.List || lambda.Text("class") != "LAMBDA" || lambda.Child("lhs")?.Texts("column_names") is not [var variable])
        {
            throw new NotPortableException(location, name, "it needs a list and a lambda of one variable", "Write lambda x: ....");
        }
        var inner = new NameScope(context.Scope);
        inner.AddVariable(variable, list.Type.Element);
        var body = Bind(lambda.Child("expr")!.Value, context with { Scope = inner }, location);
        var isFilter = name.EndsWith("filter", StringComparison.Ordinal);
        var call = $"{(isFilter ? "filter" : "transform")}({list.Sql}, {SparkText.Identifier(variable)} -> {body.Sql})";
        return new Term(call, isFilter ? list.Type : SqlType.List(body.Type));
    }

    private Term BindStruct(List<JsonElement> children, ExpressionContext context, int location)
    {
        var members = children.Select(child => (Name: child.Text("alias"), Term: Bind(child, context, location))).ToList();
        var list = string.Join(", ", members.Select(member => $"{SparkText.Quote(member.Name)}, {member.Term.Sql}"));
        return new Term($"named_struct({list})", SqlType.Struct([.. members.Select(member => (member.Name, member.Term.Type))]));
    }

    // DuckDB's parser writes INTERVAL 3 DAY as to_days(CAST(trunc(CAST(3 AS DOUBLE)) AS INTEGER)).
    private static System.Numerics.BigInteger? Unwrap(JsonElement node)
    {
        if (node.Text("class") == "CAST" && node.Child("child") is { } trunc && trunc.Text("function_name") == "trunc")
        {
            node = trunc.Items("children").First();
        }
        if (node.Text("class") != "CAST" || node.Child("cast_type")?.Text("id") is not ("DOUBLE" or "BIGINT")
            || node.Location(-1) < 0 && node.Child("child")?.Location(-1) < 0)
        {
            return null;
        }
        return node.Child("child") is { } constant && constant.Text("class") == "CONSTANT" && constant.Child("value") is { } value
            && value.Child("type")?.Text("id") is "INTEGER" or "VARCHAR" && value.TryGetProperty("value", out var content)
            && System.Numerics.BigInteger.TryParse(content.ToString(), out var number) ? number : null;
    }
}
