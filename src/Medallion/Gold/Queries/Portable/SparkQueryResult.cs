using System.Diagnostics.CodeAnalysis;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A product's query for Spark, or all reasons why it has none.</summary>
/// <param name="Sql">
/// One SELECT of Spark 4 in ANSI mode, in a session whose time zone is UTC; null when there are problems.
/// </param>
/// <param name="Schema">The columns that it gives, the same as from DuckDB; null when there are problems.</param>
/// <param name="Problems">The problems in the order of the text.</param>
public sealed record SparkQueryResult(string? Sql, StructType? Schema, IReadOnlyList<QueryProblem> Problems)
{
    /// <summary>True when the query is portable.</summary>
    [MemberNotNullWhen(true, nameof(Sql), nameof(Schema))]
    public bool IsPortable => Sql is not null;
}
