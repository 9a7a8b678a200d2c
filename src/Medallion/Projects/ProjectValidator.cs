using Lakehouse.Engine;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>Finds the mistakes of a project that only the engine can see: in SQL. No data is touched.</summary>
internal sealed class ProjectValidator(Project project, DuckDbEngine engine, ProductSet productSet)
{
    /// <summary>All problems of rules, queries and checks; none when everything binds.</summary>
    /// <remarks>What is wrong is told of whole tables: the columns that a query names are enough to know that nothing is.</remarks>
    public async Task<IReadOnlyList<Problem>> ValidateAsync(CancellationToken cancellationToken)
    {
        var found = await ValidateAsync(ofNamed: true, cancellationToken).ConfigureAwait(false);
        return found.Count == 0 ? found : await ValidateAsync(ofNamed: false, cancellationToken).ConfigureAwait(false);
    }

    private async Task<IReadOnlyList<Problem>> ValidateAsync(bool ofNamed, CancellationToken cancellationToken)
    {
        using var tables = await EmptyTables.OpenAsync(engine, "validation", cancellationToken).ConfigureAwait(false);
        var problems = new ValidationProblems();
        foreach (var dataset in project.Sources.Select(source => new SilverDataset(source)))
        {
            await ValidateAsync(dataset, tables, problems, cancellationToken).ConfigureAwait(false);
        }
        var (products, unread) = await productSet.AnalyseAsync(cancellationToken).ConfigureAwait(false);
        problems.Add(unread);
        await new ProductValidator(engine, tables, ofNamed ? WordsByInput(products) : [], problems)
            .ValidateAsync(products, cancellationToken).ConfigureAwait(false);
        return problems.All;
    }

    private async Task ValidateAsync(
        SilverDataset dataset, EmptyTables tables, ValidationProblems problems, CancellationToken cancellationToken)
    {
        var rules = new RuleValidator(tables.Engine, problems);
        await rules.ValidateAsync(dataset.Contract, cancellationToken).ConfigureAwait(false);
        foreach (var older in dataset.Source.Versions?.Older ?? [])
        {
            await rules.ValidateAsync(older.Contract, cancellationToken).ConfigureAwait(false);
            problems.Add(await UpcastValidator.ValidateAsync(tables.Engine, older, cancellationToken).ConfigureAwait(false));
        }
        if (dataset.Source.Parents is { Count: > 0 } parents)
        {
            var inputs = project.Sources.Where(source => parents.Contains(source.Dataset)).Select(source => new SilverDataset(source));
            await tables.CreateAsync(inputs.Select(input => (input.FullName, input.Schema)), cancellationToken).ConfigureAwait(false);
        }
        if (TableCheckValidator.NeedEngine(dataset.Contract.TableChecks) is { Count: > 0 } checks)
        {
            await new TableCheckValidator(tables.Engine, problems)
                .ValidateAsync(checks, DuckDbEngine.Relation([], dataset.Schema, []), cancellationToken).ConfigureAwait(false);
        }
    }

    // What all queries over a table name; null where one of them, or a check of a product, may mean more.
    private static Dictionary<string, IReadOnlySet<string>?> WordsByInput(IReadOnlyList<GoldProduct> products) => products
        .Zip(ManyItems.Read(products, product => product.Definition.Checks.Any(check => check.Inputs.Count > 0)
            ? null
            : NamedColumns.Words(product.Query.Sql)))
        .SelectMany(product => product.First.Inputs.Select(input => (input.FullName, Words: product.Second)))
        .GroupBy(use => use.FullName, use => use.Words)
        .ToDictionary(uses => uses.Key, uses => uses.Contains(null) ? null
            : (IReadOnlySet<string>)uses.SelectMany(words => words!).ToHashSet(StringComparer.OrdinalIgnoreCase));
}
