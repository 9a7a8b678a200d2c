using System.Runtime.CompilerServices;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>Follows the partition columns of the traced tables through a query.</summary>
/// <param name="text">The SQL text, for lines.</param>
/// <param name="inputs">The tables of the query by full name; null for one that is not known.</param>
/// <param name="traced">The restricted column of each traced table.</param>
internal sealed partial class QueryTracer(
    SqlText text,
    Func<string, InputTable?> inputs,
    IReadOnlyDictionary<string, string> traced)
{
    private readonly Dictionary<CommonTable, Relation> _commonTables = new(ReferenceEqualityComparer.Instance);

    /// <exception cref="InsufficientExecutionStackException">The query is nested too deep.</exception>
    public Relation Trace(Query query)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var relation = query switch
        {
            SelectQuery select => TraceSelect(select),
            SetQuery set => TraceSet(set),
            RecursiveQuery recursive => TraceRecursive(recursive, null),
            _ => throw new InvalidOperationException($"No rule for {query.GetType().Name}."),
        };
        var alignment = relation.Alignment;
        foreach (var subquery in TreeWalk.Expressions(query).OfType<SubqueryExpression>())
        {
            alignment = KeepSubquery(alignment, subquery);
        }
        if (query.Modifiers.Limits is [var limit, ..])
        {
            alignment = alignment.Lose($"LIMIT or OFFSET {Line(limit)} counts rows of all partitions");
        }
        return relation with { Alignment = alignment };
    }

    // Whatever rows of a table a subquery in an expression needs, they need not lie in the partition of the row outside.
    private Alignment KeepSubquery(Alignment alignment, SubqueryExpression subquery)
    {
        var inner = Trace(subquery.Query).Alignment;
        return inner.IsWhole
            ? alignment
            : Alignment.By(alignment.Tables.Union(inner.Tables), [])
                .Lose(alignment.Loss ?? $"the subquery {Line(subquery)} reads {string.Join(", ", inner.Tables.Order())} whole");
    }

    private Relation Trace(CommonTable table)
    {
        if (!_commonTables.TryGetValue(table, out var relation))
        {
            relation = table.Query is RecursiveQuery recursive ? TraceRecursive(recursive, table) : Trace(table.Query!);
            _commonTables[table] = relation;
        }
        return relation;
    }

    private Relation TraceRecursive(RecursiveQuery query, CommonTable? self)
    {
        var first = Trace(query.Left);
        var columns = first.Columns.Select(column => new NamedColumn(column.Name, new TracedColumn(column.Name, null))).ToList();
        if (self is not null)
        {
            _commonTables[self] = new(columns, first.IsOpen, Alignment.Whole);
        }
        var tables = first.Alignment.Tables.Union(Trace(query.Right).Alignment.Tables);
        var alignment = Alignment.By(tables, []).Lose($"a recursive query reads {string.Join(", ", tables)}");
        return new(columns, first.IsOpen, alignment);
    }

    private Relation TraceSet(SetQuery query)
    {
        var (left, right) = (Trace(query.Left), Trace(query.Right));
        var columns = new List<NamedColumn>();
        var aligned = new List<TracedColumn>();
        for (var i = 0; i < left.Columns.Count; i++)
        {
            var name = left.Columns[i].Name;
            var mine = left.Columns[i].Column;
            var other = query.IsByName ? right.Find(name)
                : i < right.Columns.Count ? right.Columns[i].Column
                : null;
            var column = mine.As(name);
            columns.Add(new(name, column));
            if (other is not null && left.Alignment.Holds(mine) && right.Alignment.Holds(other) && mine.IsComparable(other))
            {
                aligned.Add(column);
            }
        }
        var alignment = Alignment.By(left.Alignment.Tables.Union(right.Alignment.Tables), aligned);
        if (!alignment.IsWhole && aligned.Count == 0)
        {
            alignment = alignment.Lose(left.Alignment.Loss ?? right.Alignment.Loss
                ?? "the branches of a set operation do not give partition columns in the same place");
        }
        return new(columns, left.IsOpen || right.IsOpen || query.IsByName, alignment);
    }

    private string Line(Expression expression) => Line(expression.Location);

    private string Line(FromTable table) => Line(table.Location);

    private string Line(int location) => $"in line {text.Line(location)}";
}
