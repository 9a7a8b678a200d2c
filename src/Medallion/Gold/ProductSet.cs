using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Gold;

/// <summary>The products of a project, analysed once.</summary>
internal sealed class ProductSet(Project project, DuckDbEngine engine)
{
    private readonly Lazy<Dictionary<string, SilverDataset>> _datasets = new(() => project.Sources
        .DistinctBy(source => source.Dataset, TableReference.NameComparer)
        .ToDictionary(source => source.Dataset, source => new SilverDataset(source), TableReference.NameComparer));

    private Task<(IReadOnlyList<GoldProduct> Products, IReadOnlyList<Problem> Problems)>? _analysis;

    /// <summary>All products, each after those that it reads.</summary>
    /// <exception cref="ContractException">SQL is refused, reads what is not there, or reads in a circle.</exception>
    public async Task<IReadOnlyList<GoldProduct>> ReadAsync(CancellationToken cancellationToken)
    {
        var (products, problems) = await AnalyseAsync(cancellationToken).ConfigureAwait(false);
        return problems.Count == 0 ? products : throw new ContractException(problems);
    }

    /// <summary>All products that can be used, and all problems.</summary>
    public async Task<(IReadOnlyList<GoldProduct> Products, IReadOnlyList<Problem> Problems)> AnalyseAsync(
        CancellationToken cancellationToken)
    {
        await BeginAsync(cancellationToken).ConfigureAwait(false);
        return await _analysis!.ConfigureAwait(false);
    }

    /// <summary>Lets the engine parse the SQL; what follows needs it no more and goes on beside the engine's next work.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (_analysis is null)
        {
            var trees = project.Products.Count == 0 ? [] : await engine.QueryAsync(
                $"select json_serialize_sql(unnest([{string.Join(", ", project.Products.Select(p => Sql.Text(p.Sql)))}]))",
                row => row.GetString(0), cancellationToken).ConfigureAwait(false);
            _analysis = Task.Run(() => Analyse(trees), CancellationToken.None);
        }
    }

    private (IReadOnlyList<GoldProduct> Products, IReadOnlyList<Problem> Problems) Analyse(IReadOnlyList<string> trees)
    {
        var definitions = project.Products.ToDictionary(product => product.Name, TableReference.NameComparer);
        var queries = new List<ProductQuery>();
        var problems = new List<Problem>();
        var results = ManyItems.Read([.. project.Products.Select((product, i) => new SerializedQuery(product, trees[i]))], serialized =>
            ProductQuery.Parse(serialized.Product.Name, serialized.Product.Sql, serialized.Tree));
        for (var i = 0; i < results.Count; i++)
        {
            var (product, result) = (project.Products[i], results[i]);
            problems.AddRange(result.Problems.Select(problem => Locate(problem, product)));
            if (result.IsValid)
            {
                queries.Add(result.Query);
            }
        }
        var order = ProductGraph.Order(queries, [.. project.Sources.Select(source => source.Dataset)]);
        problems.AddRange(order.Problems.Select(p => Locate(p.Problem, definitions[p.Product])));
        var products = new Dictionary<string, GoldProduct>(TableReference.NameComparer);
        var refused = order.Problems.Select(problem => problem.Product).ToHashSet(TableReference.NameComparer);
        foreach (var query in order.Products.Where(query => !refused.Contains(query.Name)
            && query.Dependencies.All(d => d.Schema != TableReference.Gold || products.ContainsKey(d.Name))))
        {
            products.Add(query.Name, Define(definitions[query.Name], query, products));
        }
        if (project.Engines.Contains(ProductPortability.Spark))
        {
            var notPortable = ProductPortability.Check([.. products.Values]);
            problems.AddRange(notPortable.Select(p => Locate(p.Problem, definitions[p.Product])));
        }
        return ([.. products.Values], problems);
    }

    private GoldProduct Define(Product definition, ProductQuery query, Dictionary<string, GoldProduct> before) =>
        new(definition, query, [.. query.Dependencies.Select(reference => Input(reference, before))]);

    private ProductInput Input(TableReference reference, Dictionary<string, GoldProduct> before)
    {
        if (reference.Schema == TableReference.Silver)
        {
            var dataset = _datasets.Value[reference.Name];
            return new ProductInput(reference.FullName, dataset.Table, dataset, null);
        }
        var product = before[reference.Name];
        return new ProductInput(reference.FullName, product.Table, null, product);
    }

    private static Problem Locate(QueryProblem problem, Product product) => new(
        problem.Code, new FilePosition(product.SqlFile, problem.Line, problem.Column), problem.Message, "");

    private sealed record SerializedQuery(Product Product, string Tree);
}
