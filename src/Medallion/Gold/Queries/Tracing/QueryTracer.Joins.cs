using System.Runtime.CompilerServices;
using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

internal sealed partial class QueryTracer
{
    // filters: equalities of WHERE that hold for every row that leaves this part of FROM.
    private FromScope TraceFrom(FromTable table, IReadOnlyList<Comparison> filters) => table switch
    {
        NoTable => FromScope.Nothing,
        BaseTable one => TraceBase(one),
        CommonTableRef one => Renamed(Trace(one.Table), one.Table.Aliases)
            .Occurrence(NameOr(one, one.Table.Name), one.ColumnAliases, $"{one.Table.Name} {Line(one)}"),
        SubqueryTable one => Trace(one.Query).Occurrence(one.Alias, one.ColumnAliases, $"the subquery {Line(one)}"),
        FunctionTable one => TraceFunction(one),
        ValuesTable one => WholeTable(one, one.Alias, Enumerable.Range(0, one.Rows[0].Count).Select(i => $"col{i}"), false),
        PivotTable one => TracePivot(one, filters),
        JoinTable one => TraceJoin(one, filters),
        _ => throw new InvalidOperationException($"No rule for {table.GetType().Name}."),
    };

    private FromScope TraceBase(BaseTable table)
    {
        var alias = NameOr(table, table.Name);
        var schema = table.Alias.Length == 0 ? table.Schema : "";
        if (inputs(table.FullName) is not { } input)
        {
            return FromScope.Of(new(schema, alias, [], true), Alignment.Whole);
        }
        var fields = input.Schema.Fields;
        var columns = fields.Select(field => TracedColumn.OfTable(table.FullName, field)).ToList();
        var aligned = traced.TryGetValue(table.FullName, out var column)
            ? columns.Where(candidate => TableReference.NameComparer.Equals(candidate.Name, column))
            : [];
        var alignment = column is null ? Alignment.Whole : Alignment.By([table.FullName], aligned);
        var relation = new Relation([.. columns.Select(one => new NamedColumn(one.Name, one))], false, alignment);
        var scope = relation.Occurrence(alias, table.ColumnAliases, table.FullName);
        return scope with { Sources = [scope.Sources[0] with { Schema = schema }] };
    }

    private static Relation Renamed(Relation relation, IReadOnlyList<string> aliases) =>
        relation with
        {
            Columns = [.. relation.Columns.Select((one, i) => i < aliases.Count ? one with { Name = aliases[i] } : one)],
        };

    private FromScope TraceFunction(FunctionTable table)
    {
        var name = table.Call.Name;
        var isOpen = TableReference.NameComparer.Equals(name, "unnest");
        return WholeTable(table, NameOr(table, name), table.WithOrdinality ? [name, "ordinality"] : [name], isOpen);
    }

    private FromScope WholeTable(FromTable table, string alias, IEnumerable<string> names, bool isOpen) =>
        new Relation([.. names.Select(name => new NamedColumn(name, new(name, null)))], isOpen, Alignment.Whole)
            .Occurrence(alias, table.ColumnAliases, Line(table));

    private FromScope TracePivot(PivotTable table, IReadOnlyList<Comparison> filters)
    {
        var alignment = TraceFrom(table.Source, filters).Alignment.Lose($"PIVOT or UNPIVOT {Line(table)} is not traced");
        return FromScope.Of(new("", table.Alias, [], true), alignment);
    }

    private FromScope TraceJoin(JoinTable join, IReadOnlyList<Comparison> filters)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var keepsLeft = join.Kind is JoinKind.Inner or JoinKind.Left or JoinKind.Semi or JoinKind.Anti;
        var keepsRight = join.Kind is JoinKind.Inner or JoinKind.Right && !join.IsAsOf;
        var left = TraceFrom(join.Left, keepsLeft ? filters : []);
        var right = TraceFrom(join.Right, keepsRight ? filters : []);
        var both = new FromScope { Sources = [.. left.Sources, .. right.Sources], Merged = [.. left.Merged, .. right.Merged] };

        var merged = UsingPairs(join, left, right);
        var conditions = Equalities(join.Condition).Concat(keepsLeft && keepsRight ? filters : []);
        var pairs = UsedPairs(join, merged).Concat(Resolve(conditions, both)).ToList();
        var (aligned, outer) = Align(join, left, right, pairs, merged);
        if (join.Kind is JoinKind.Semi or JoinKind.Anti)
        {
            return left with { Alignment = aligned };
        }
        return both with
        {
            Merged = Merge(both.Merged, merged, outer),
            Equal = join.Kind switch
            {
                JoinKind.Inner => [.. left.Equal, .. right.Equal, .. pairs],
                JoinKind.Left => left.Equal,
                JoinKind.Right => right.Equal,
                _ => [],
            },
            Alignment = aligned,
        };
    }

    // The rows of one side that survive are aligned by a column of that side when the other side is whole, or when the join
    // equates the column with one by which the other side is aligned.
    private (Alignment Alignment, IReadOnlyList<TracedColumn> Outer) Align(
        JoinTable join, FromScope left, FromScope right, List<ColumnPair> pairs, List<ColumnPair> merged)
    {
        var fromLeft = Surviving(left, right, pairs);
        var fromRight = Surviving(right, left, pairs);
        var (outer, equal) = (merged.Select(pair => pair.Left).ToList(), left.Equal);
        IEnumerable<TracedColumn> columns;
        switch (join.Kind)
        {
            case JoinKind.Inner:
                columns = join.IsAsOf ? fromLeft : fromLeft.Concat(fromRight);
                equal = [.. left.Equal, .. right.Equal, .. pairs];
                break;
            case JoinKind.Right:
                (columns, equal, outer) = (join.IsAsOf ? [] : fromRight, right.Equal, [.. merged.Select(pair => pair.Right)]);
                break;
            case JoinKind.Full:
                outer = [.. merged.Select(pair => TracedColumn.Computed(pair.Left.Name, $"FULL JOIN {Line(join)}"))];
                columns = join.IsAsOf ? [] : outer.Where((_, i) =>
                    left.Alignment.Holds(merged[i].Left) && right.Alignment.Holds(merged[i].Right)
                    && merged[i].Left.IsComparable(merged[i].Right));
                break;
            default:
                columns = fromLeft;
                break;
        }
        var tables = left.Alignment.Tables.Union(right.Alignment.Tables);
        var alignment = Alignment.By(tables, columns).CloseOver(equal);
        var loss = left.Alignment.Loss ?? right.Alignment.Loss
            ?? $"the join {Line(join)} does not match rows by the partition column of {string.Join(" and ", tables.Order())}";
        return (alignment.Keep(_ => true, loss), outer);
    }

    private static IEnumerable<TracedColumn> Surviving(FromScope side, FromScope other, List<ColumnPair> pairs) =>
        other.Alignment.IsWhole
            ? side.Alignment.Columns
            : pairs.Concat(pairs.Select(pair => new ColumnPair(pair.Right, pair.Left)))
                .Where(pair => side.IsAlignedBy(pair.Left) && other.IsAlignedBy(pair.Right))
                .Select(pair => pair.Left);

    private static List<ColumnPair> UsingPairs(JoinTable join, FromScope left, FromScope right)
    {
        IEnumerable<string> names = join.Using;
        if (join.IsNatural && !left.IsOpen && !right.IsOpen)
        {
            names = left.Expand().Select(column => column.Name)
                .Intersect(right.Expand().Select(column => column.Name), TableReference.NameComparer);
        }
        return [.. names.Select(name => (Left: left.Resolve([name]), Right: right.Resolve([name])))
            .Where(pair => pair is { Left: not null, Right: not null })
            .Select(pair => new ColumnPair(pair.Left!, pair.Right!))];
    }

    // The last column of ASOF ... USING is compared with >=.
    private static IEnumerable<ColumnPair> UsedPairs(JoinTable join, List<ColumnPair> merged) =>
        merged.Where(pair => pair.Left.IsComparable(pair.Right)
            && !(join.IsAsOf && TableReference.NameComparer.Equals(pair.Left.Name, join.Using[^1])));

    private static List<MergedColumn> Merge(
        IReadOnlyList<MergedColumn> before, List<ColumnPair> pairs, IReadOnlyList<TracedColumn> outer)
    {
        var merged = before.ToList();
        for (var i = 0; i < pairs.Count; i++)
        {
            var members = new HashSet<TracedColumn> { pairs[i].Left, pairs[i].Right };
            var absorbed = merged.Where(one => members.Contains(one.Column)).ToList();
            members.UnionWith(absorbed.SelectMany(one => one.Members));
            merged.RemoveAll(absorbed.Contains);
            merged.Add(new(outer[i], members));
        }
        return merged;
    }

    private static List<Comparison> Equalities(Expression? condition)
    {
        var found = new List<Comparison>();
        var open = new Stack<Expression>(condition is null ? [] : [condition]);
        while (open.TryPop(out var next))
        {
            switch (next)
            {
                case Composite { Construct: Composite.And } and:
                    foreach (var operand in and.Operands)
                    {
                        open.Push(operand);
                    }
                    break;
                case Comparison { IsEquality: true, Left: ColumnRef, Right: ColumnRef } equality:
                    found.Add(equality);
                    break;
            }
        }
        return found;
    }

    private static IEnumerable<ColumnPair> Resolve(IEnumerable<Comparison> equalities, FromScope scope)
    {
        foreach (var equality in equalities)
        {
            var left = scope.Resolve(((ColumnRef)equality.Left).Names);
            var right = scope.Resolve(((ColumnRef)equality.Right).Names);
            if (left is not null && right is not null && left.IsComparable(right))
            {
                yield return new(left, right);
            }
        }
    }

    private static string NameOr(FromTable table, string name) => table.Alias.Length > 0 ? table.Alias : name;
}
