using System.Diagnostics.CodeAnalysis;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>A product's query, or all reasons why its SQL is refused.</summary>
/// <param name="Query">The query; null when there are problems.</param>
/// <param name="Problems">The problems in the order of the text; empty when there is a query.</param>
public sealed record ProductQueryResult(ProductQuery? Query, IReadOnlyList<QueryProblem> Problems)
{
    /// <summary>True when the product can be used.</summary>
    [MemberNotNullWhen(true, nameof(Query))]
    public bool IsValid => Query is not null;
}
