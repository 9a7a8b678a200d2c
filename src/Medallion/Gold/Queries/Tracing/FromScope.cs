namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>The columns that FROM, or a part of it, makes visible, and how they are aligned.</summary>
internal sealed record FromScope
{
    public static readonly FromScope Nothing = new();

    public IReadOnlyList<Source> Sources { get; init; } = [];

    /// <summary>Columns that USING made one.</summary>
    public IReadOnlyList<MergedColumn> Merged { get; init; } = [];

    /// <summary>Pairs that are equal in every row.</summary>
    public IReadOnlyList<ColumnPair> Equal { get; init; } = [];

    public Alignment Alignment { get; init; } = Alignment.Whole;

    public bool IsOpen => Sources.Any(source => source.IsOpen);

    public static FromScope Of(Source source, Alignment alignment) => new() { Sources = [source], Alignment = alignment };

    /// <summary>True when the column is visible here and aligns the rows.</summary>
    public bool IsAlignedBy(TracedColumn column) =>
        Alignment.Holds(column)
        && (Sources.Any(source => source.Columns.Contains(column)) || Merged.Any(merged => merged.Column == column));

    /// <summary>The one column that a reference means here, or null.</summary>
    public TracedColumn? Resolve(IReadOnlyList<string> names)
    {
        var name = names[^1];
        if (names.Count == 1 && Merged.FirstOrDefault(merged => Same(merged.Column.Name, name)) is { } found)
        {
            return found.Column;
        }
        var sources = names.Count switch
        {
            1 => Sources,
            2 => Sources.Where(source => Same(source.Alias, names[0])),
            3 => Sources.Where(source => Same(source.Schema, names[0]) && Same(source.Alias, names[1])),
            _ => [],
        };
        var columns = sources.Select(source => source.Find(name)).OfType<TracedColumn>().Take(2).ToList();
        return columns.Count == 1 ? columns[0] : null;
    }

    /// <summary>What <c>*</c> stands for, up to the first column that is not known.</summary>
    public IEnumerable<TracedColumn> Expand()
    {
        var seen = new HashSet<MergedColumn>(ReferenceEqualityComparer.Instance);
        foreach (var source in Sources)
        {
            foreach (var column in source.Columns)
            {
                var merged = Merged.FirstOrDefault(candidate => candidate.Members.Contains(column));
                if (merged is null || seen.Add(merged))
                {
                    yield return merged?.Column ?? column;
                }
            }
            if (source.IsOpen)
            {
                yield break;
            }
        }
    }

    private static bool Same(string left, string right) => TableReference.NameComparer.Equals(left, right);
}

/// <summary>One relation in FROM.</summary>
/// <param name="Schema">The table's schema when it goes by its own name, else empty.</param>
/// <param name="Alias">The name that qualifies its columns.</param>
/// <param name="Columns">Its columns in order.</param>
/// <param name="IsOpen">True when unknown columns follow.</param>
internal sealed record Source(string Schema, string Alias, IReadOnlyList<TracedColumn> Columns, bool IsOpen)
{
    public TracedColumn? Find(string name) =>
        Columns.FirstOrDefault(column => TableReference.NameComparer.Equals(column.Name, name));
}

/// <summary>A column of USING: what its plain name means, and the columns it stands for.</summary>
internal sealed record MergedColumn(TracedColumn Column, IReadOnlySet<TracedColumn> Members);
