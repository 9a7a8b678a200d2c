namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>Walks a tree without recursion.</summary>
internal static class TreeWalk
{
    /// <summary>The query and all queries inside it, those of WITH included, each once.</summary>
    public static IEnumerable<Query> Queries(Query root)
    {
        var open = new Stack<Query>([root]);
        while (open.TryPop(out var query))
        {
            yield return query;
            foreach (var inner in Children(query))
            {
                open.Push(inner);
            }
        }
    }

    /// <summary>The table and, below joins and pivots, all that it is made of.</summary>
    public static IEnumerable<FromTable> Tables(FromTable root)
    {
        var open = new Stack<FromTable>([root]);
        while (open.TryPop(out var table))
        {
            yield return table;
            foreach (var part in Parts(table))
            {
                open.Push(part);
            }
        }
    }

    /// <summary>Expressions that stand in the table itself, not below it.</summary>
    public static IEnumerable<Expression> Expressions(FromTable table) => table switch
    {
        JoinTable { Condition: { } condition } => [condition],
        FunctionTable function => function.Call.Parts,
        ValuesTable values => values.Rows.SelectMany(row => row),
        PivotTable pivot => pivot.Expressions,
        _ => [],
    };

    /// <summary>All expressions of a query node with FROM, flattened, those of subqueries excepted.</summary>
    public static IEnumerable<Expression> Expressions(Query query)
    {
        var roots = query is SelectQuery select
            ? select.Expressions.Concat(Tables(select.From).SelectMany(Expressions))
            : query.Modifiers.Expressions;
        return roots.SelectMany(root => root.Flatten());
    }

    private static FromTable[] Parts(FromTable table) => table switch
    {
        JoinTable join => [join.Right, join.Left],
        PivotTable pivot => [pivot.Source],
        _ => [],
    };

    private static IEnumerable<Query> Children(Query query)
    {
        var named = query.CommonTables.Select(table => table.Query).OfType<Query>();
        var nested = Expressions(query).OfType<SubqueryExpression>().Select(expression => expression.Query);
        IEnumerable<Query> own = query switch
        {
            SetQuery set => [set.Left, set.Right],
            RecursiveQuery recursive => [recursive.Left, recursive.Right],
            SelectQuery select => Tables(select.From).OfType<SubqueryTable>().Select(table => table.Query),
            _ => [],
        };
        return [.. named, .. own, .. nested];
    }
}
