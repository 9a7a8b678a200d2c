namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>A problem, and the product whose SQL it stands in.</summary>
/// <param name="Product">The product's name.</param>
/// <param name="Problem">The problem.</param>
public sealed record ProductProblem(string Product, QueryProblem Problem);
