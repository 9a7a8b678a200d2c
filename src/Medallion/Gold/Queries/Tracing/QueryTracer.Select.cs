using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

internal sealed partial class QueryTracer
{
    // Grouping needs no rule of its own: in a grouped query a column can stand bare in the select list only when the query
    // is grouped by it, and then its groups lie within one value of it.
    private Relation TraceSelect(SelectQuery query)
    {
        var filters = Equalities(query.Where);
        var scope = TraceFrom(query.From, filters);
        scope = scope with { Equal = [.. scope.Equal, .. Resolve(filters, scope)] };
        var alignment = scope.Alignment.CloseOver(scope.Equal);
        if (query.GroupingSets > 1)
        {
            alignment = alignment.Lose($"GROUPING SETS, ROLLUP or CUBE {Line(query.Items[0])} also groups over all partitions");
        }
        foreach (var window in TreeWalk.Expressions(query).OfType<WindowCall>())
        {
            alignment = KeepWindow(alignment, window, scope);
        }
        var (columns, isOpen) = Project(query.Items, scope);
        var relation = new Relation(columns, isOpen, alignment);
        return query.Modifiers.DistinctOn is [var first, ..] targets
            ? relation with { Alignment = KeepDistinctOn(relation, targets, scope, Line(first)) }
            : relation;
    }

    private Alignment KeepWindow(Alignment alignment, WindowCall window, FromScope scope)
    {
        var partitions = window.Partitions.OfType<ColumnRef>().Select(column => scope.Resolve(column.Names)).ToHashSet();
        return alignment
            .Keep(partitions.Contains, $"the window of {window.Name} {Line(window)} is not partitioned by the partition column")
            .CloseOver(scope.Equal);
    }

    // A target may mean a column of FROM or an output name; it counts when whatever it can mean is the column.
    private static Alignment KeepDistinctOn(
        Relation relation, IReadOnlyList<Expression> targets, FromScope scope, string line)
    {
        var kept = new HashSet<TracedColumn>();
        foreach (var target in targets.OfType<ColumnRef>())
        {
            var inner = scope.Resolve(target.Names);
            var outer = target.Names.Count == 1 ? relation.Find(target.Names[0]) : inner;
            if (inner is not null && (outer is null || ReferenceEquals(inner, outer)))
            {
                kept.Add(inner);
            }
        }
        return relation.Alignment
            .Keep(kept.Contains, $"DISTINCT ON {line} is not by the partition column")
            .CloseOver(scope.Equal);
    }

    private (List<NamedColumn> Columns, bool IsOpen) Project(IReadOnlyList<Expression> items, FromScope scope)
    {
        var columns = new List<NamedColumn>();
        foreach (var item in items)
        {
            if (item is Star star)
            {
                if (!Expand(star, scope, columns))
                {
                    return (columns, true);
                }
            }
            else if (!IsOneColumn(item, scope))
            {
                return (columns, true);
            }
            else
            {
                var given = item is ColumnRef reference ? reference.Names[^1] : "";
                columns.Add(new(item.Alias.Length > 0 ? item.Alias : given, ColumnOf(item, scope)));
            }
        }
        return (columns, false);
    }

    // False when unknown columns follow.
    private bool Expand(Star star, FromScope scope, List<NamedColumn> columns)
    {
        var sources = star.Relation.Length == 0
            ? scope.Sources
            : [.. scope.Sources.Where(source => TableReference.NameComparer.Equals(source.Alias, star.Relation))];
        if (star.IsChosen || (star.Relation.Length > 0 && sources.Count != 1))
        {
            return false;
        }
        var expanded = star.Relation.Length == 0 ? scope.Expand() : sources[0].Columns;
        foreach (var column in expanded.Where(column => !star.Excluded.Contains(column.Name)))
        {
            var given = star.Replaced.TryGetValue(column.Name, out var replacement) ? ColumnOf(replacement, scope) : column;
            columns.Add(new(star.Renamed.GetValueOrDefault(column.Name, column.Name), given));
        }
        return !sources.Any(source => source.IsOpen);
    }

    // COLUMNS(...), a struct's .* and unnest of a struct give several columns, #1 one with a name that is not written here.
    private static bool IsOneColumn(Expression item, FromScope scope) => item.Flatten().All(part => part switch
    {
        Star => false,
        PositionRef => !ReferenceEquals(part, item),
        FunctionCall call when TableReference.NameComparer.Equals(call.Name, "unnest") =>
            call.Arguments is [ColumnRef list] && scope.Resolve(list.Names)?.Type is ArrayType,
        _ => true,
    });

    private TracedColumn ColumnOf(Expression item, FromScope scope) => item is ColumnRef reference
        ? scope.Resolve(reference.Names) ?? new(reference.Names[^1], null)
        : TracedColumn.Computed(item.Alias, $"{Describe(item)} {Line(item)}");

    private static string Describe(Expression expression) => expression switch
    {
        FunctionCall call when char.IsLetter(call.Name.FirstOrDefault()) => call.Name,
        FunctionCall call => $"the operator {call.Name}",
        WindowCall window => window.Name,
        SubqueryExpression => "a subquery",
        Constant => "a constant",
        Comparison => "a comparison",
        Composite composite => composite.Construct,
        _ => "an expression",
    };
}
