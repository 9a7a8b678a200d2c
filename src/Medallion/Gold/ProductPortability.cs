using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Portable;

namespace Lakehouse.Medallion.Gold;

/// <summary>Whether the products of a project that also runs on Spark can be computed there.</summary>
internal static class ProductPortability
{
    /// <summary>The name of the engine in <c>lakehouse.yaml</c>.</summary>
    public const string Spark = "spark";

    /// <summary>All constructs that are not portable, by product.</summary>
    /// <param name="products">The products, each after those that it reads.</param>
    public static IReadOnlyList<ProductProblem> Check(IReadOnlyList<GoldProduct> products)
    {
        var problems = new List<ProductProblem>();
        var results = new Dictionary<string, SparkQueryResult>(TableReference.NameComparer);
        foreach (var product in products)
        {
            if (product.Inputs.Any(input => input.Dataset is null && !results[input.FullName].IsPortable))
            {
                results[product.Query.FullName] = new SparkQueryResult(null, null, []);
                continue;
            }
            var inputs = product.Inputs.ToDictionary(
                input => input.FullName,
                input => new PortableInput(input.Dataset?.Schema ?? results[input.FullName].Schema!, input.FullName),
                TableReference.NameComparer);
            var result = product.Query.ToSpark(name => inputs.GetValueOrDefault(name));
            results[product.Query.FullName] = result;
            problems.AddRange(result.Problems.Select(problem => new ProductProblem(product.Name, problem)));
        }
        return problems;
    }
}
