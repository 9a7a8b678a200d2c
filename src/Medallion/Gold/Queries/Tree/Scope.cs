namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>The names that WITH clauses give at one place of the query. Inner names hide outer ones.</summary>
internal sealed class Scope
{
    public static readonly Scope Empty = new(null, null);

    private readonly Scope? _outer;
    private readonly CommonTable? _table;

    private Scope(Scope? outer, CommonTable? table) => (_outer, _table) = (outer, table);

    public Scope With(CommonTable table) => new(this, table);

    public CommonTable? Find(string name)
    {
        for (var scope = this; scope is not null; scope = scope._outer)
        {
            if (scope._table is { } table && TableReference.NameComparer.Equals(table.Name, name))
            {
                return table;
            }
        }
        return null;
    }
}
