namespace Lakehouse.Engine.DuckDb.Functions;

/// <summary>A function of rows, written in .NET over vectors. An exception ends the query with its message.</summary>
public sealed class DuckDBScalarFunction
{
    /// <summary>A function whose worker keeps state: each thread of a query makes its own.</summary>
    /// <param name="name">Name in SQL.</param>
    /// <param name="parameters">Types of the parameters.</param>
    /// <param name="returnType">Type of the result.</param>
    /// <param name="createWorker">Called once by each thread that takes part in a query.</param>
    public DuckDBScalarFunction(
        string name, IReadOnlyList<LogicalType> parameters, LogicalType returnType, Func<DuckDBScalarWorker> createWorker)
    {
        Name = name;
        Parameters = parameters;
        ReturnType = returnType;
        CreateWorker = createWorker;
    }

    /// <summary>A function without state.</summary>
    public DuckDBScalarFunction(
        string name, IReadOnlyList<LogicalType> parameters, LogicalType returnType, DuckDBScalarWorker worker)
        : this(name, parameters, returnType, () => worker)
    {
    }

    /// <summary>Name in SQL.</summary>
    public string Name { get; }

    /// <summary>Types of the parameters.</summary>
    public IReadOnlyList<LogicalType> Parameters { get; }

    /// <summary>Type of the result.</summary>
    public LogicalType ReturnType { get; }

    /// <summary>Whether equal arguments may give other results, so that DuckDB must not compute it beforehand or once.</summary>
    /// <value>Default false.</value>
    public bool IsVolatile { get; init; }

    /// <summary>Makes what computes the rows of one thread.</summary>
    internal Func<DuckDBScalarWorker> CreateWorker { get; }
}
