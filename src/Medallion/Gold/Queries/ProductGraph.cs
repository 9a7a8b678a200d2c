using Lakehouse.Quality;

namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>The order in which products are built.</summary>
public static class ProductGraph
{
    /// <summary>Sorts products by their dependencies; among those that are ready, by name.</summary>
    /// <param name="products">All products of the project.</param>
    /// <param name="silver">Names of the project's Silver tables, without the schema.</param>
    public static ProductOrder Order(IReadOnlyList<ProductQuery> products, IReadOnlyCollection<string> silver)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(silver);
        var problems = new List<ProductProblem>();
        var byTable = new SortedList<string, ProductQuery>(TableReference.NameComparer);
        foreach (var product in products.OrderBy(product => product.Name, StringComparer.Ordinal))
        {
            if (!byTable.TryAdd(product.FullName, product))
            {
                problems.Add(new(product.Name, new(QueryErrorCodes.DuplicateProduct, 1, 1,
                    $"There are two products {product.FullName}. Rename one: names are unique over all domains.")));
            }
        }
        var known = byTable.Keys.Concat(silver.Select(name => $"{TableReference.Silver}.{name}"))
            .ToHashSet(TableReference.NameComparer);
        foreach (var product in byTable.Values)
        {
            problems.AddRange(product.Dependencies.Where(table => !known.Contains(table.FullName))
                .Select(table => new ProductProblem(product.Name, Unknown(table, known))));
        }
        return new(Sort(byTable, problems), problems);
    }

    private static QueryProblem Unknown(TableReference table, IReadOnlyCollection<string> known)
    {
        var otherSchema = known.FirstOrDefault(name => TableReference.NameComparer.Equals(name.Split('.')[1], table.Name));
        var next = (otherSchema ?? NameGuess.Nearest(table.FullName, known)) is { } near
            ? $"Did you mean {near}?"
            : $"Known are: {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
        return new(QueryErrorCodes.UnknownTable, table.Line, table.Column,
            $"The project has no table {table.FullName}. {next}");
    }

    private static List<ProductQuery> Sort(
        SortedList<string, ProductQuery> products, List<ProductProblem> problems)
    {
        var sorted = new List<ProductQuery>();
        var open = products.ToDictionary(pair => pair.Key, pair => Inputs(pair.Value, products), TableReference.NameComparer);
        while (open.Count > 0)
        {
            var ready = products.Values.Where(product =>
                open.TryGetValue(product.FullName, out var inputs) && !inputs.Any(open.ContainsKey)).ToList();
            if (ready.Count == 0)
            {
                problems.AddRange(Cycles(open, products));
                break;
            }
            foreach (var product in ready)
            {
                sorted.Add(product);
                open.Remove(product.FullName);
            }
        }
        return sorted;
    }

    private static List<string> Inputs(ProductQuery product, SortedList<string, ProductQuery> products) =>
        [.. product.Dependencies.Where(table => products.ContainsKey(table.FullName)).Select(table => table.FullName)];

    private static IEnumerable<ProductProblem> Cycles(
        Dictionary<string, List<string>> open, SortedList<string, ProductQuery> products)
    {
        var reported = new HashSet<string>(TableReference.NameComparer);
        foreach (var start in open.Keys.Order(TableReference.NameComparer))
        {
            if (Circle(start, open) is { } circle && !circle.Exists(reported.Contains))
            {
                reported.UnionWith(circle);
                yield return Cycle([.. circle.Select(name => products[name])]);
            }
        }
    }

    // The shortest way from a product over its inputs back to itself, breadth first.
    private static List<string>? Circle(string start, Dictionary<string, List<string>> open)
    {
        var reader = new Dictionary<string, string>(TableReference.NameComparer);
        var next = new Queue<string>([start]);
        while (next.TryDequeue(out var name))
        {
            foreach (var input in open[name].Where(open.ContainsKey).Where(input => reader.TryAdd(input, name)))
            {
                next.Enqueue(input);
            }
        }
        if (!reader.TryGetValue(start, out var last))
        {
            return null;
        }
        var circle = new List<string> { start };
        for (; !TableReference.NameComparer.Equals(last, start); last = reader[last])
        {
            circle.Insert(1, last);
        }
        return circle;
    }

    private static ProductProblem Cycle(IReadOnlyList<ProductQuery> circle)
    {
        var second = circle[1 % circle.Count].FullName;
        var place = circle[0].Dependencies.First(table => TableReference.NameComparer.Equals(table.FullName, second));
        var path = string.Join(" -> ", circle.Append(circle[0]).Select(product => product.FullName));
        return new(circle[0].Name, new(QueryErrorCodes.Cycle, place.Line, place.Column,
            $"Products read each other in a circle: {path}. Take one of these tables out of one of the queries."));
    }
}
