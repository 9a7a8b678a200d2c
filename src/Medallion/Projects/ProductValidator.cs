using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Gold;
using Lakehouse.Quality;

namespace Lakehouse.Medallion.Projects;

/// <summary>Finds mistakes in the queries of products and in their checks.</summary>
internal sealed class ProductValidator(
    DuckDbEngine engine, EmptyTables tables, IReadOnlyDictionary<string, IReadOnlySet<string>?> words,
    ValidationProblems problems)
{
    // From so many queries on a second connection, which takes half of them, saves more than it takes to open.
    private const int Many = 200;

    private readonly TableCheckValidator _checks = new(tables.Engine, problems);

    // Those together that read nothing but what is known: each wave of products reads the one before.
    public async Task ValidateAsync(IReadOnlyList<GoldProduct> products, CancellationToken cancellationToken)
    {
        var schemas = new Dictionary<string, StructType>();
        var left = products;
        while (left.Where(product => product.Inputs.All(input => input.Dataset is not null || schemas.ContainsKey(input.FullName))).ToList() is { Count: > 0 } ready)
        {
            await DescribeAllAsync(ready, schemas, cancellationToken).ConfigureAwait(false);
            foreach (var product in ready.Where(product => schemas.ContainsKey(product.Query.FullName)))
            {
                await CheckProductAsync(product, schemas, cancellationToken).ConfigureAwait(false);
            }
            var names = ready.Select(product => product.Name).ToHashSet();
            left = [.. left.Where(product => !names.Contains(product.Name))];
        }
    }

    private IEnumerable<(string FullName, StructType Schema)> InputsOf(IEnumerable<GoldProduct> products, Dictionary<string, StructType> schemas) =>
        products.SelectMany(product => product.Inputs).DistinctBy(input => input.FullName)
            .Select(input => (input.FullName, NamedColumns.Of(input.Dataset?.Schema ?? schemas[input.FullName], words.GetValueOrDefault(input.FullName))));

    // All at once, for nearly always nothing is wrong.
    private async Task DescribeAllAsync(
        List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        try
        {
            var described = products.Count < Many
                ? await DescribeAsync(tables, products, schemas, cancellationToken).ConfigureAwait(false)
                : await DescribeOnTwoAsync(products, schemas, cancellationToken).ConfigureAwait(false);
            foreach (var (product, schema) in products.Zip(described))
            {
                schemas[product.Query.FullName] = schema;
            }
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            await tables.CreateAsync(InputsOf(products, schemas), cancellationToken).ConfigureAwait(false);
            foreach (var product in products)
            {
                await problems.TryAsync(new FilePosition(product.Definition.SqlFile), "the query", async () => schemas[product.Query.FullName] =
                    await DescribeAsync(product, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
    }

    private Task<IReadOnlyList<StructType>> DescribeAsync(
        EmptyTables tables, List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken) =>
        tables.DescribeAsync(InputsOf(products, schemas), [.. products.Select(Bracketed)], cancellationToken);

    private async Task<IReadOnlyList<StructType>> DescribeOnTwoAsync(
        List<GoldProduct> products, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        using var other = await EmptyTables.OpenAsync(engine, "validation_beside", cancellationToken).ConfigureAwait(false);
        var half = products.Count / 2;
        var described = await Task.WhenAll(
            Task.Run(() => DescribeAsync(other, [.. products.Take(half)], schemas, cancellationToken), cancellationToken),
            DescribeAsync(tables, [.. products.Skip(half)], schemas, cancellationToken)).ConfigureAwait(false);
        return [.. described[0], .. described[1]];
    }

    private static string Bracketed(GoldProduct product) => product.Query.Sql + "\n";

    private async Task CheckProductAsync(
        GoldProduct product, Dictionary<string, StructType> schemas, CancellationToken cancellationToken)
    {
        var (definition, columns) = (product.Definition, schemas[product.Query.FullName]);
        var names = columns.Fields.Select(field => field.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var missing in definition.PartitionedBy.Concat(definition.Grain).Distinct().Where(n => !names.Contains(n)))
        {
            problems.Add(definition.Position, $"the query of {product.Name} gives no column '{missing}'",
                $"Name one of: {string.Join(", ", names.Order())}.");
        }
        var inputs = product.Inputs.Select(input => input.FullName).ToList();
        var unknown = definition.Checks.SelectMany(c => c.Inputs.Except(inputs).Select(i => (c, i)));
        foreach (var (check, input) in unknown)
        {
            problems.Add([new Problem(
                Quality.ErrorCodes.UnknownCheckInput, check.Position,
                $"the check '{check.Name}' of {product.Name} reads '{input}', which the product's query does not read",
                $"Read one of: {string.Join(", ", inputs.Order())}.")]);
        }
        var checks = TableCheckValidator.NeedEngine(definition.Checks.Where(
            c => (c.Expectation is not null || c.Columns.All(names.Contains)) && c.Inputs.All(inputs.Contains)));
        if (checks.Count > 0)
        {
            await tables.CreateAsync(InputsOf([product], schemas), cancellationToken).ConfigureAwait(false);
            await tables.Engine.ExecuteAsync(ViewOf(product), cancellationToken).ConfigureAwait(false);
            await _checks.ValidateAsync(checks, "validated", cancellationToken).ConfigureAwait(false);
        }
    }

    private static string ViewOf(GoldProduct product) => $"create or replace temp view validated as\n{product.Query.Sql}";

    // At once where the text can stand in brackets; what is wrong with it is told of the text as it is.
    private async Task<StructType> DescribeAsync(GoldProduct product, CancellationToken cancellationToken)
    {
        try
        {
            return await tables.Engine.DescribeAsync(Bracketed(product), cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            await tables.Engine.ExecuteAsync(ViewOf(product), cancellationToken).ConfigureAwait(false);
            return await tables.Engine.DescribeAsync("from validated", cancellationToken).ConfigureAwait(false);
        }
    }
}
