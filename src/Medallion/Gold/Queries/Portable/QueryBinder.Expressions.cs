using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

internal sealed partial class QueryBinder
{
    private static readonly string[] BetweenParts = ["input", "lower", "upper"];

    private Term Condition(JsonElement node, ExpressionContext context, int above)
    {
        var term = Bind(node, context, above);
        return term.Type.Kind is SqlKind.Boolean or SqlKind.Null
            ? term
            : throw new NotPortableException(node.Location(above), $"A condition of type {term.Type}", "the engines read it differently",
                "Write a comparison.");
    }

    private Term Bind(JsonElement node, ExpressionContext context, int above)
    {
        var location = node.Location(above);
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var term = node.Text("class") switch
        {
            "CONSTANT" => BindConstant(node, location),
            "COLUMN_REF" => BindColumn(node.Texts("column_names"), context, location),
            "FUNCTION" => BindFunction(node, context, location),
            "WINDOW" => BindWindow(node, context, location),
            "SUBQUERY" => BindSubqueryExpression(node, context, location),
            "COMPARISON" => BindComparison(node, context, location),
            "CONJUNCTION" => new Term($"({string.Join(node.Text("type") == "CONJUNCTION_AND" ? " AND " : " OR ",
                node.Items("children").Select(child => Condition(child, context, location).Sql))})", SqlType.Boolean),
            "OPERATOR" => BindOperator(node, context, location),
            "CASE" => BindCase(node, context, location),
            "CAST" => BindCast(node, context, location),
            "BETWEEN" => BindBetween(node, context, location),
            var kind => throw new NotPortableException(location, kind.Replace('_', ' '), "it is not on the list", PlainSelect),
        };
        return term.Type.Kind == SqlKind.Unknown
            ? throw NotPortableException.Told
            : term;
    }

    private static Term BindConstant(JsonElement node, int location)
    {
        var value = node.Child("value")!.Value;
        var type = value.Child("type")!.Value;
        if (value.Flag("is_null"))
        {
            return new Term("NULL", SqlType.Null);
        }
        var content = value.GetProperty("value");
        switch (type.Text("id"))
        {
            case "VARCHAR":
                return new Term(SparkText.Quote(content.GetString()!), SqlType.Text) { Text = content.GetString() };
            case "BOOLEAN":
                return new Term(content.GetBoolean() ? "true" : "false", SqlType.Boolean);
            case "INTEGER" or "BIGINT" or "HUGEINT" when content.ValueKind == JsonValueKind.Number:
                return Whole(BigInteger.Parse(content.GetRawText(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
            case "DOUBLE" when content.ValueKind == JsonValueKind.Number:
                var text = content.GetDouble().ToString("R", CultureInfo.InvariantCulture);
                return new Term($"CAST('{text}' AS DOUBLE)", SqlType.Double);
            case "DECIMAL" when content.ValueKind == JsonValueKind.Number:
                var info = type.Child("type_info")!.Value;
                var (width, scale) = (info.GetProperty("width").GetInt32(), info.GetProperty("scale").GetInt32());
                var decimalType = SqlType.Decimal(width, scale);
                return new Term(SparkText.Cast($"'{content.GetRawText()}E-{scale}'", decimalType), decimalType);
            case var id:
                throw new NotPortableException(location, $"A literal of type {id}", "it is not on the list", "Write a shorter number or a text.");
        }
    }

    private static Term Whole(BigInteger value)
    {
        var type = value >= int.MinValue && value <= int.MaxValue ? SqlType.Integer
            : value >= long.MinValue && value <= long.MaxValue ? SqlType.BigInt : SqlType.HugeInt;
        var sql = value.Sign >= 0 && type == SqlType.Integer ? $"{value}"
            : value.Sign >= 0 && type == SqlType.BigInt ? $"{value}L" : SparkText.Cast($"'{value}'", type);
        return new Term(sql, type) { Whole = value };
    }

    private static Term BindColumn(IReadOnlyList<string> names, ExpressionContext context, int location)
    {
        if (context.Scope.Find(names) is { } found)
        {
            return names.Skip(found.Used).Aggregate(found.Term, (term, name) => Member(term, name, location));
        }
        return context.Aliases.TryGetValue(names[0], out var alias)
            ? names.Skip(1).Aggregate(alias, (term, name) => Member(term, name, location))
            : throw new NotPortableException(location, $"The name {string.Join('.', names)}",
                "it is not exactly one column of FROM here", "Write the table's alias before it; only EXISTS may look at the query around.");
    }

    private static Term Member(Term term, string name, int location)
    {
        var member = term.Type.Kind == SqlKind.Struct
            ? term.Type.Members.FirstOrDefault(m => TableReference.NameComparer.Equals(m.Name, name)) : default;
        return member.Type is null
            ? throw new NotPortableException(location, $"The member {name}", $"{term.Type} has no such member", "Correct the name.")
            : new Term($"{term.Sql}.{SparkText.Identifier(member.Name)}", member.Type);
    }

    private Term BindComparison(JsonElement node, ExpressionContext context, int location)
    {
        var terms = new[] { Bind(node.Child("left")!.Value, context, location), Bind(node.Child("right")!.Value, context, location) };
        var operation = node.Text("type") switch
        {
            "COMPARE_EQUAL" => "{0} = {1}",
            "COMPARE_NOTEQUAL" => "{0} <> {1}",
            "COMPARE_LESSTHAN" => "{0} < {1}",
            "COMPARE_LESSTHANOREQUALTO" => "{0} <= {1}",
            "COMPARE_GREATERTHAN" => "{0} > {1}",
            "COMPARE_GREATERTHANOREQUALTO" => "{0} >= {1}",
            "COMPARE_DISTINCT_FROM" => "NOT ({0} <=> {1})",
            "COMPARE_NOT_DISTINCT_FROM" => "{0} <=> {1}",
            var type => throw new NotPortableException(location, type, "it is not on the list", "Write =, <>, <, <=, > or >=."),
        };
        var common = Comparable(terms, location);
        return new Term($"({SparkText.Fill(operation, [.. terms.Select(term => Coerce(term, common, location))])})", SqlType.Boolean);
    }

    private static SqlType Comparable(IReadOnlyList<Term> terms, int location)
    {
        var common = CommonOf(terms, location, "A comparison");
        return common.IsNested || common.Kind == SqlKind.Interval
            ? throw new NotPortableException(location, $"A comparison of {common}", "the engines compare it differently", "Compare its members.")
            : common;
    }

    private Term BindBetween(JsonElement node, ExpressionContext context, int location)
    {
        var terms = BetweenParts.Select(name => Bind(node.Child(name)!.Value, context, location)).ToList();
        var common = Comparable(terms, location);
        return new Term(SparkText.Fill("({0} BETWEEN {1} AND {2})", [.. terms.Select(t => Coerce(t, common, location))]), SqlType.Boolean);
    }

    private Term BindOperator(JsonElement node, ExpressionContext context, int location)
    {
        var children = node.Items("children").ToList();
        var type = node.Text("type");
        if (type is "OPERATOR_NOT")
        {
            return new Term($"(NOT {Condition(children[0], context, location).Sql})", SqlType.Boolean);
        }
        var terms = children.Select(child => Bind(child, context, location)).ToList();
        switch (type)
        {
            case "OPERATOR_IS_NULL":
                return new Term($"({terms[0].Sql} IS NULL)", SqlType.Boolean);
            case "OPERATOR_IS_NOT_NULL":
                return new Term($"({terms[0].Sql} IS NOT NULL)", SqlType.Boolean);
            case "COMPARE_IN" or "COMPARE_NOT_IN":
                var common = Comparable(terms, location);
                var values = terms.Select(term => Coerce(term, common, location)).ToList();
                var not = type == "COMPARE_NOT_IN" ? "NOT " : "";
                return new Term($"({values[0]} {not}IN ({string.Join(", ", values.Skip(1))}))", SqlType.Boolean);
            case "OPERATOR_COALESCE":
                var result = CommonOf(terms, location, "coalesce");
                return new Term($"coalesce({string.Join(", ", terms.Select(t => Coerce(t, result, location)))})", result);
            case "ARRAY_EXTRACT" when terms[0].Type.Kind == SqlKind.List && terms[1].Type.IsWhole:
                return new Term($"try_element_at({terms[0].Sql}, nullif(CAST({terms[1].Sql} AS INT), 0))", terms[0].Type.Element);
            case "ARRAY_EXTRACT" when terms[0].Type.Kind == SqlKind.Map:
                return new Term($"try_element_at({terms[0].Sql}, {Coerce(terms[1], terms[0].Type.Members[0].Type, location)})",
                    terms[0].Type.Members[1].Type);
            case "ARRAY_SLICE" when terms.Count == 3:
                return Choose("array_slice", terms, location, out var slice) is not null ? slice : terms[0];
            case "STRUCT_EXTRACT" or "ARRAY_EXTRACT" when terms[0].Type.Kind == SqlKind.Struct && terms[1].Text is { } name:
                return Member(terms[0], name, location);
            default:
                throw new NotPortableException(location, type.Replace("OPERATOR_", "", StringComparison.Ordinal).Replace('_', ' '),
                    "it is not on the list", "See docs/portable-sql.md for what is.");
        }
    }

    private Term BindCast(JsonElement node, ExpressionContext context, int location)
    {
        var value = Bind(node.Child("child")!.Value, context, location);
        _canFail ??= value.IsLiteral ? null : "A cast";
        return Cast(value, TypeOf(node.Child("cast_type")!.Value, location), node.Flag("try_cast"), location);
    }

    private Term BindCase(JsonElement node, ExpressionContext context, int location)
    {
        var checks = node.Items("case_checks").Select(check => (
            When: Condition(check.Child("when_expr")!.Value, context, location).Sql,
            Then: Bind(check.Child("then_expr")!.Value, context, location))).ToList();
        var otherwise = Bind(node.Child("else_expr")!.Value, context, location);
        var type = CommonOf([.. checks.Select(check => check.Then), otherwise], location, "CASE");
        var whens = checks.Select(check => $"WHEN {check.When} THEN {Coerce(check.Then, type, location)}");
        return new Term($"CASE {string.Join(' ', whens)} ELSE {Coerce(otherwise, type, location)} END", type);
    }

    private Term BindSubqueryExpression(JsonElement node, ExpressionContext context, int location)
    {
        var (aggregates, windows) = (_aggregates, _windows);
        var kind = node.Text("subquery_type");
        var outer = kind is "EXISTS" or "NOT_EXISTS" ? new NameScope(context.Scope) : null;
        var query = BindQuery(node.Child("subquery")!.Value.Child("node")!.Value, context.Named, outer, location, null);
        (_aggregates, _windows) = (aggregates, windows);
        switch (kind)
        {
            case "EXISTS":
                return new Term($"EXISTS ({query.Sql})", SqlType.Boolean);
            case "NOT_EXISTS":
                return new Term($"(NOT EXISTS ({query.Sql}))", SqlType.Boolean);
            case "SCALAR" when query.Columns.Count == 1:
                return new Term($"({query.Sql})", query.Columns[0].Type);
            case "ANY" when query.Columns.Count == 1 && node.Text("comparison_type") == "COMPARE_EQUAL":
                var operand = Bind(node.Child("child")!.Value, context, location);
                return operand.Type == query.Columns[0].Type && !operand.Type.IsNested
                    ? new Term($"({operand.Sql} IN ({query.Sql}))", SqlType.Boolean)
                    : throw new NotPortableException(location, $"IN of {operand.Type} and {query.Columns[0].Type}",
                        "the engines choose other types", "Cast both to one type.");
            default:
                throw new NotPortableException(location, $"A subquery with {kind}", "it is not on the list", "Write IN, EXISTS or a join.");
        }
    }
}
