using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Determinism;

/// <summary>
/// Finds what would let two runs over the same tables differ. It cannot see ties: an ORDER BY is taken to order all rows.
/// </summary>
internal sealed class DeterminismGuard
{
    private readonly SqlText _text;
    private readonly List<QueryProblem> _problems = [];
    private readonly HashSet<Expression> _ordered = new(ReferenceEqualityComparer.Instance);

    private DeterminismGuard(SqlText text) => _text = text;

    public static IReadOnlyList<QueryProblem> Check(Query root, SqlText text)
    {
        var guard = new DeterminismGuard(text);
        foreach (var query in TreeWalk.Queries(root))
        {
            guard.CheckQuery(query);
        }
        return [.. guard._problems.OrderBy(problem => (problem.Line, problem.Column)).Distinct()];
    }

    private void CheckQuery(Query query)
    {
        CheckModifiers(query.Modifiers);
        foreach (var expression in TreeWalk.Expressions(query))
        {
            CheckExpression(expression);
        }
        if (query is RecursiveQuery { IsKeyed: true } recursive)
        {
            Refuse(QueryErrorCodes.UnstatedOrder, Place(recursive),
                "USING KEY keeps whichever row of a key comes last. Use UNION, and choose the row with a window over a stated order.");
        }
        if (query is SelectQuery select)
        {
            CheckTables(select);
        }
    }

    private void CheckModifiers(Modifiers modifiers)
    {
        if (modifiers.Orders.Count > 0)
        {
            return;
        }
        if (modifiers.Limits.Count > 0)
        {
            Refuse(QueryErrorCodes.UnstatedOrder, modifiers.Limits[0].Location,
                "LIMIT or OFFSET without ORDER BY takes any rows. Add ORDER BY over columns that identify a row.");
        }
        if (modifiers.DistinctOn.Count > 0)
        {
            Refuse(QueryErrorCodes.UnstatedOrder, modifiers.DistinctOn[0].Location,
                "DISTINCT ON without ORDER BY takes any row of each group. Add ORDER BY over columns that identify a row.");
        }
    }

    private void CheckTables(SelectQuery select)
    {
        foreach (var table in TreeWalk.Tables(select.From))
        {
            if (table.IsSample || (select.IsSample && ReferenceEquals(table, select.From)))
            {
                Refuse(QueryErrorCodes.Sampling, table.Location,
                    "A sample takes other rows each time. Choose rows by a column, such as WHERE md5(key) < '1'.");
            }
            if (table is JoinTable { IsPositional: true })
            {
                Refuse(QueryErrorCodes.UnstatedOrder, table.Location,
                    "POSITIONAL JOIN depends on the order of rows. Join on a key.");
            }
        }
    }

    private void CheckExpression(Expression expression)
    {
        switch (expression)
        {
            case ColumnRef { Names: [.., var name] } column:
                CheckColumn(column, name);
                break;
            case FunctionCall call:
                CheckCall(call);
                break;
            case WindowCall window:
                CheckWindow(window);
                break;
        }
    }

    private void CheckColumn(ColumnRef column, string name)
    {
        var isRowId = name.Equals("rowid", StringComparison.OrdinalIgnoreCase);
        if ((column.Names.Count == 1 || isRowId) && FunctionRules.FindValue(name) is { } rule)
        {
            var hint = isRowId ? "" : $" If a column is meant, write its table before it: t.{name}.";
            Refuse(QueryErrorCodes.NonDeterministicFunction, column.Location, Sentence(name, rule) + hint);
        }
    }

    private void CheckCall(FunctionCall call)
    {
        if (FunctionRules.ForgetsOrder(call.Name))
        {
            _ordered.UnionWith(call.Arguments);
        }
        if (FunctionRules.Find(call.Name) is not { } rule
            || (rule.Arguments is { } count && call.Arguments.Count != count)
            || (rule.IsCuredByOrder && IsOrder(call.Orders))
            || (rule.IsUnorderedList && _ordered.Contains(call)))
        {
            return;
        }
        var code = rule.IsCuredByOrder ? QueryErrorCodes.UnstatedOrder : QueryErrorCodes.NonDeterministicFunction;
        Refuse(code, call.Location, Sentence(call.Name, rule));
    }

    private void CheckWindow(WindowCall window)
    {
        var isOrdered = IsOrder(window.Orders) || IsOrder(window.ArgumentOrders);
        if (FunctionRules.FindWindow(window.Name) is { } rule && !(rule.IsCuredByOrder && isOrdered))
        {
            var code = rule.IsCuredByOrder ? QueryErrorCodes.UnstatedOrder : QueryErrorCodes.NonDeterministicFunction;
            Refuse(code, window.Location, Sentence(window.Name, rule));
        }
        else if (window.CountsRows && !IsOrder(window.Orders))
        {
            Refuse(QueryErrorCodes.UnstatedOrder, window.Location,
                $"The frame of {window.Name} counts rows, but its window states no order. Add ORDER BY to the window.");
        }
    }

    // Inside a call or a window a constant is not a position: it orders nothing.
    private static bool IsOrder(IReadOnlyList<Expression> orders) => orders.Any(order => order is not Constant);

    private static string Sentence(string name, FunctionRule rule) =>
        $"{name} {rule.Why}. {rule.Next.Replace("{0}", name, StringComparison.Ordinal)}";

    private static int Place(RecursiveQuery query) =>
        TreeWalk.Expressions(query.Left).Select(expression => expression.Location).DefaultIfEmpty().First();

    private void Refuse(string code, int location, string message) =>
        _problems.Add(_text.Problem(code, location, message));
}
