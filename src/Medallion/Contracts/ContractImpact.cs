using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Gold.Queries.Lineage;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Evolution;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Follows changed columns of a contract through the queries of all products.</summary>
internal sealed class ContractImpact(LakehouseSession session)
{
    private IReadOnlyList<GoldProduct>? _products;

    /// <summary>The datasets of the contract and every product that names a changed column, in the order of their making.</summary>
    /// <param name="contract">Key of the contract.</param>
    /// <param name="changes">What changed; changes of words reach nothing.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<IReadOnlyList<ImpactedTable>> FindAsync(
        string contract, IReadOnlyList<ContractChange> changes, CancellationToken cancellationToken)
    {
        var real = changes.Where(change => change.Kind != ChangeKind.Documentation).ToList();
        var sources = session.Project.Sources.Where(source => source.Contract.Key == contract).ToList();
        if (real.Count == 0 || sources.Count == 0)
        {
            return [];
        }
        var all = real.Any(change => change.Column is null);
        var gone = real.Where(c => c.Code == ChangeCodes.FieldRemoved).Select(c => c.Column!).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var impacted = new List<ImpactedTable>();
        var reached = new Dictionary<string, IReadOnlySet<string>>(TableReference.NameComparer);
        var failing = new HashSet<string>(TableReference.NameComparer);
        var known = new Dictionary<string, IReadOnlyList<string>>(TableReference.NameComparer);
        foreach (var source in session.Project.Sources)
        {
            // A column that is gone is still named by the queries.
            var dataset = new SilverDataset(source);
            known[dataset.FullName] = [.. dataset.Schema.Fields.Select(f => f.Name), .. sources.Contains(source) ? gone : []];
        }
        foreach (var source in sources)
        {
            var dataset = new SilverDataset(source);
            var columns = all ? [.. source.Contract.Shape.Columns.Select(c => c.Name)] : real.Select(c => c.Column!).ToHashSet(StringComparer.OrdinalIgnoreCase);
            reached[dataset.FullName] = columns.ToHashSet(StringComparer.OrdinalIgnoreCase);
            impacted.Add(new ImpactedTable(dataset.FullName, OwnerOf(source), [.. columns.Order(StringComparer.Ordinal)], [], [], false));
        }
        _products ??= (await new ProductSet(session.Project, session.Engine).AnalyseAsync(cancellationToken).ConfigureAwait(false)).Products;
        foreach (var product in _products)
        {
            var columns = product.Query.Columns(name => known.GetValueOrDefault(name, []));
            known[product.Query.FullName] = [.. columns.Columns.Select(c => c.Name)];
            var used = columns.Used.Where(IsReached).ToList();
            if (used.Count == 0)
            {
                continue;
            }
            var own = columns.Columns.Where(c => c.Sources.Any(IsReached)).Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var fails = used.Exists(u => failing.Contains(u.Table) || (u.Table.StartsWith("silver.", StringComparison.OrdinalIgnoreCase) && gone.Contains(u.Column)));
            if (fails)
            {
                failing.Add(product.Query.FullName);
            }
            // A condition on a changed column changes which rows there are, and so every column.
            reached[product.Query.FullName] = own.Count == 0 ? columns.Columns.Select(c => c.Name).ToHashSet(StringComparer.OrdinalIgnoreCase) : own;
            impacted.Add(new ImpactedTable(product.Query.FullName, product.Definition.Owner, [.. own.Order(StringComparer.Ordinal)],
                [.. used.Select(u => u.Table).Distinct().Order(StringComparer.Ordinal)], product.Definition.Consumers, fails));
        }
        return impacted;

        bool IsReached(ColumnSource column) => reached.TryGetValue(column.Table, out var columns) && columns.Contains(column.Column);
    }

    private string OwnerOf(Source source) => source.Contract.Team?.Name
        ?? session.Project.Domains.GetValueOrDefault(source.Contract.Key.Split('/')[0])?.Owner ?? "?";
}
