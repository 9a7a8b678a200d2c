namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>What an expression can name.</summary>
/// <param name="Scope">The tables of FROM.</param>
/// <param name="Named">The queries of WITH.</param>
/// <param name="Aliases">The columns of the result that stand before it, by the names given with AS.</param>
internal sealed record ExpressionContext(
    NameScope Scope, Dictionary<string, BoundQuery> Named, Dictionary<string, Term> Aliases);
