using System.Numerics;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>An expression as Spark computes it: the same value as DuckDB's, of the type that DuckDB gives it.</summary>
/// <param name="Sql">Spark's SQL, which can be an operand without parentheses.</param>
/// <param name="Type">DuckDB's type.</param>
internal sealed record Term(string Sql, SqlType Type)
{
    /// <summary>The value of a text literal.</summary>
    public string? Text { get; init; }

    /// <summary>The value of a whole literal.</summary>
    public BigInteger? Whole { get; init; }

    public bool IsAggregated { get; init; }

    public bool IsLiteral => Text is not null || Whole is not null || Type.Kind == SqlKind.Null;
}
