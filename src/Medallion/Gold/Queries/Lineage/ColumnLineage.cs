using Lakehouse.Medallion.Gold.Queries.Tree;

namespace Lakehouse.Medallion.Gold.Queries.Lineage;

/// <summary>Finds from which columns of its inputs each column of a query comes, and which columns it names at all.</summary>
/// <remarks>Where a name can mean several columns, all of them count: too much is said rather than too little.</remarks>
internal sealed class ColumnLineage(Func<string, IReadOnlyList<string>> columnsOf)
{
    private readonly Dictionary<CommonTable, List<LineageColumn>> _common = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<ColumnSource> _used = [];
    private readonly Stack<List<ScopeTable>> _scopes = new();

    /// <summary>Every column that the query names, in whatever place.</summary>
    public IReadOnlySet<ColumnSource> Used => _used;

    /// <summary>The columns of the query's result in order.</summary>
    public List<LineageColumn> Trace(Query query) => query switch
    {
        SelectQuery select => TraceSelect(select),
        SetQuery set => Union(Trace(set.Left), Trace(set.Right), set.IsByName),
        RecursiveQuery recursive => Union(Trace(recursive.Left), Trace(recursive.Right), false),
        _ => [],
    };

    private List<LineageColumn> TraceSelect(SelectQuery query)
    {
        var scope = new List<ScopeTable>();
        AddTables(query.From, scope);
        _scopes.Push(scope);
        foreach (var expression in query.Expressions.Concat(TreeWalk.Tables(query.From).SelectMany(TreeWalk.Expressions)))
        {
            _used.UnionWith(SourcesOf(expression));
        }
        var columns = query.Items.SelectMany(item => Project(item, scope)).ToList();
        _scopes.Pop();
        return columns;
    }

    private IEnumerable<LineageColumn> Project(Expression item, List<ScopeTable> scope)
    {
        if (item is not Star star)
        {
            var name = item.Alias.Length > 0 ? item.Alias : item is ColumnRef reference ? reference.Names[^1] : "";
            yield return new LineageColumn(name, SourcesOf(item));
            yield break;
        }
        foreach (var table in scope.Where(t => star.Relation.Length == 0 || Same(t.Alias, star.Relation)))
        {
            foreach (var column in table.Columns.Where(c => !star.Excluded.Contains(c.Name)))
            {
                _used.UnionWith(column.Sources);
                yield return star.Replaced.TryGetValue(column.Name, out var replacement)
                    ? new LineageColumn(column.Name, SourcesOf(replacement))
                    : column with { Name = star.Renamed.GetValueOrDefault(column.Name, column.Name) };
            }
        }
    }

    private void AddTables(FromTable from, List<ScopeTable> scope)
    {
        foreach (var table in TreeWalk.Tables(from))
        {
            List<LineageColumn>? columns = table switch
            {
                BaseTable named => [.. columnsOf(named.FullName)
                    .Select(name => new LineageColumn(name, new HashSet<ColumnSource> { new(named.FullName, name) }))],
                CommonTableRef common => OfCommonTable(common.Table),
                SubqueryTable subquery => Trace(subquery.Query),
                FunctionTable function => [new LineageColumn(function.Call.Name, Sources(function.Call.Parts.SelectMany(p => p.Flatten()), scope))],
                _ => null,
            };
            if (columns is not null)
            {
                var alias = table.Alias.Length > 0 ? table.Alias : table switch
                {
                    BaseTable named => named.Name,
                    CommonTableRef common => common.Table.Name,
                    _ => "",
                };
                scope.Add(new ScopeTable(alias, [.. columns.Select((c, i) => i < table.ColumnAliases.Count ? c with { Name = table.ColumnAliases[i] } : c)]));
            }
        }
    }

    private List<LineageColumn> OfCommonTable(CommonTable table)
    {
        if (!_common.TryGetValue(table, out var columns))
        {
            // A recursive table refers to itself; what it gives is found from its other parts.
            _common[table] = [];
            columns = table.Query is null ? [] : Trace(table.Query);
            _common[table] = columns = [.. columns.Select((c, i) => i < table.Aliases.Count ? c with { Name = table.Aliases[i] } : c)];
        }
        return columns;
    }

    private HashSet<ColumnSource> SourcesOf(Expression expression) => Sources(expression.Flatten(), null);

    private HashSet<ColumnSource> Sources(IEnumerable<Expression> parts, List<ScopeTable>? extra)
    {
        var found = new HashSet<ColumnSource>();
        foreach (var part in parts)
        {
            switch (part)
            {
                case ColumnRef reference:
                    found.UnionWith(Resolve(reference.Names, extra));
                    break;
                case Star star:
                    found.UnionWith((_scopes.TryPeek(out var tables) ? tables : []).Where(t => star.Relation.Length == 0 || Same(t.Alias, star.Relation))
                        .SelectMany(t => t.Columns).SelectMany(c => c.Sources));
                    break;
                case SubqueryExpression subquery:
                    found.UnionWith(Trace(subquery.Query).SelectMany(c => c.Sources));
                    break;
            }
        }
        return found;
    }

    // The innermost scope that knows the name; before its last part a name may have tables, after it members of a struct.
    private IEnumerable<ColumnSource> Resolve(IReadOnlyList<string> names, List<ScopeTable>? extra)
    {
        foreach (var scope in (extra is null ? [] : new[] { extra }).Concat(_scopes))
        {
            for (var i = Math.Min(2, names.Count - 1); i >= 0; i--)
            {
                var qualifier = i == 0 ? null : names[i - 1];
                var columns = scope.Where(t => qualifier is null || Same(t.Alias, qualifier))
                    .SelectMany(t => t.Columns).Where(c => Same(c.Name, names[i])).ToList();
                if (columns.Count > 0)
                {
                    return columns.SelectMany(c => c.Sources);
                }
            }
        }
        return [];
    }

    private static List<LineageColumn> Union(List<LineageColumn> left, List<LineageColumn> right, bool isByName) =>
        [.. left.Select((column, i) => (isByName ? right.Find(c => Same(c.Name, column.Name)) : right.ElementAtOrDefault(i)) is { } other
            ? column with { Sources = column.Sources.Union(other.Sources).ToHashSet() }
            : column), .. isByName ? right.Where(r => !left.Exists(l => Same(l.Name, r.Name))) : []];

    private static bool Same(string left, string right) => TableReference.NameComparer.Equals(left, right);
}

/// <summary>A table in FROM with its columns.</summary>
internal sealed record ScopeTable(string Alias, IReadOnlyList<LineageColumn> Columns);

/// <summary>A column of a relation and where it comes from.</summary>
internal sealed record LineageColumn(string Name, IReadOnlySet<ColumnSource> Sources);

/// <summary>A column of a table, such as <c>silver.orders</c> and <c>amount</c>.</summary>
internal readonly record struct ColumnSource(string Table, string Column);
