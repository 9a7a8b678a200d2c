namespace Lakehouse.Medallion.Gold.Queries.Tree;

/// <summary>Something that may stand in FROM.</summary>
/// <param name="Location">Byte offset in the SQL text.</param>
/// <param name="Alias">The name given to it; empty when there is none.</param>
/// <param name="ColumnAliases">New names of its first columns.</param>
internal abstract record FromTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases)
{
    public bool IsSample { get; init; }
}

/// <summary>A table of the lakehouse.</summary>
internal sealed record BaseTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases, string Schema, string Name)
    : FromTable(Location, Alias, ColumnAliases)
{
    public string FullName => $"{Schema}.{Name}";
}

internal sealed record CommonTableRef(int Location, string Alias, IReadOnlyList<string> ColumnAliases, CommonTable Table)
    : FromTable(Location, Alias, ColumnAliases);

internal sealed record SubqueryTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases, Query Query)
    : FromTable(Location, Alias, ColumnAliases);

internal sealed record FunctionTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases, FunctionCall Call)
    : FromTable(Location, Alias, ColumnAliases)
{
    public bool WithOrdinality { get; init; }
}

internal sealed record ValuesTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases)
    : FromTable(Location, Alias, ColumnAliases)
{
    public IReadOnlyList<IReadOnlyList<Expression>> Rows { get; init; } = [];
}

internal sealed record PivotTable(int Location, string Alias, IReadOnlyList<string> ColumnAliases, FromTable Source)
    : FromTable(Location, Alias, ColumnAliases)
{
    public IReadOnlyList<Expression> Expressions { get; init; } = [];
}

/// <summary>FROM left out.</summary>
internal sealed record NoTable() : FromTable(0, "", []);

internal sealed record JoinTable(int Location, JoinKind Kind, FromTable Left, FromTable Right)
    : FromTable(Location, "", [])
{
    public Expression? Condition { get; init; }

    public IReadOnlyList<string> Using { get; init; } = [];

    public bool IsAsOf { get; init; }

    public bool IsNatural { get; init; }

    public bool IsPositional { get; init; }
}

internal enum JoinKind
{
    Inner,
    Left,
    Right,
    Full,
    Semi,
    Anti,
}
