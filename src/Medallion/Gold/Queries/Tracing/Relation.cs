namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>What a query gives.</summary>
/// <param name="Columns">Its columns in order; a column may stand under several names.</param>
/// <param name="IsOpen">True when unknown columns follow the known ones.</param>
/// <param name="Alignment">By which of them it is aligned.</param>
internal sealed record Relation(IReadOnlyList<NamedColumn> Columns, bool IsOpen, Alignment Alignment)
{
    /// <summary>The column that the name means outside: the first one.</summary>
    public TracedColumn? Find(string name) =>
        Columns.FirstOrDefault(column => TableReference.NameComparer.Equals(column.Name, name))?.Column;

    /// <summary>One occurrence of the relation in FROM.</summary>
    /// <param name="alias">The name by which its columns are qualified.</param>
    /// <param name="columnAliases">New names of its first columns.</param>
    /// <param name="place">Where it stands, for people.</param>
    public FromScope Occurrence(string alias, IReadOnlyList<string> columnAliases, string place)
    {
        var inside = Columns.Select((column, i) => column.Column.As(i < columnAliases.Count ? columnAliases[i] : column.Name)).ToList();
        var alignment = Alignment;
        if (!alignment.IsWhole)
        {
            var aligned = inside.Where((_, i) => Alignment.Holds(Columns[i].Column));
            alignment = Alignment.By(Alignment.Tables, aligned);
            if (alignment.Columns.IsEmpty)
            {
                alignment = alignment.Lose(Alignment.Loss ?? $"{place} does not keep the partition column");
            }
        }
        return FromScope.Of(new Source("", alias, inside, IsOpen), alignment);
    }
}

/// <summary>A column under the name that a query gives it; the name is empty when nothing can refer to it.</summary>
internal sealed record NamedColumn(string Name, TracedColumn Column);
