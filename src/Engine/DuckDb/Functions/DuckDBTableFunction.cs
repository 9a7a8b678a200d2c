namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>A function that gives rows, written in .NET over vectors. An exception ends the query with its message.</summary>
/// <param name="name">Name in SQL.</param>
/// <param name="columns">Names and types of the columns.</param>
/// <param name="open">Begins a scan, given the arguments as text; called once for each time the function is run.</param>
public sealed class DuckDBTableFunction(
    string name,
    IReadOnlyList<(string Name, LogicalType Type)> columns,
    Func<IReadOnlyList<string?>, DuckDBTableScan> open)
{
    /// <summary>Name in SQL.</summary>
    public string Name { get; } = name;

    /// <summary>Names and types of the columns.</summary>
    public IReadOnlyList<(string Name, LogicalType Type)> Columns { get; } = columns;

    /// <summary>Types of the arguments, by position.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<LogicalType> Parameters { get; init; } = [];

    /// <summary>Begins a scan.</summary>
    internal Func<IReadOnlyList<string?>, DuckDBTableScan> Open { get; } = open;
}
