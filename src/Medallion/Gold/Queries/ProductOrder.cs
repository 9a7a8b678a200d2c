namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>Products in an order in which each stands after those that it reads.</summary>
/// <param name="Products">The products; those in a circle, and those that read them, are left out.</param>
/// <param name="Problems">Circles, unknown tables and double names by product.</param>
public sealed record ProductOrder(IReadOnlyList<ProductQuery> Products, IReadOnlyList<ProductProblem> Problems);
