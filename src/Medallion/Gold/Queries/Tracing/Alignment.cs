using System.Collections.Immutable;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>
/// What restricting the traced tables leaves equal. A relation R is aligned by its column c when, for every set S of values,
/// the rows of R with c in S are the same whether or not the traced tables are restricted to S. A relation that reads no
/// traced table is whole: aligned by all its columns.
/// </summary>
internal sealed record Alignment
{
    public static readonly Alignment Whole = new();

    private Alignment()
    {
    }

    /// <summary>The traced tables that the relation reads.</summary>
    public ImmutableHashSet<string> Tables { get; private init; } = [];

    public ImmutableHashSet<TracedColumn> Columns { get; private init; } = [];

    /// <summary>Why no column is left, when there is none.</summary>
    public string? Loss { get; private init; }

    public bool IsWhole => Tables.IsEmpty;

    public static Alignment By(IEnumerable<string> tables, IEnumerable<TracedColumn> columns) =>
        new() { Tables = [.. tables], Columns = [.. columns] };

    public bool Holds(TracedColumn column) => IsWhole || Columns.Contains(column);

    public Alignment Lose(string loss) => Keep(_ => false, loss);

    /// <summary>Keeps the columns for which the condition holds.</summary>
    /// <param name="kept">The condition.</param>
    /// <param name="loss">Why none is left, if none is.</param>
    public Alignment Keep(Func<TracedColumn, bool> kept, string loss)
    {
        if (IsWhole)
        {
            return this;
        }
        var columns = Columns.Where(kept).ToImmutableHashSet();
        return this with { Columns = columns, Loss = Loss ?? (columns.IsEmpty ? loss : null) };
    }

    /// <summary>Adds the columns that equal an aligned one in every row.</summary>
    public Alignment CloseOver(IReadOnlyCollection<ColumnPair> equal)
    {
        var columns = Columns.ToBuilder();
        int before;
        do
        {
            before = columns.Count;
            foreach (var pair in equal)
            {
                if (columns.Contains(pair.Left) || columns.Contains(pair.Right))
                {
                    columns.Add(pair.Left);
                    columns.Add(pair.Right);
                }
            }
        }
        while (columns.Count > before && !IsWhole);
        return IsWhole ? this : this with { Columns = columns.ToImmutable() };
    }
}

/// <summary>Two columns that a query sets equal.</summary>
internal sealed record ColumnPair(TracedColumn Left, TracedColumn Right);
