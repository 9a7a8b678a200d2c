using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>Foreign keys that are measured on the whole table: those that block or warn.</summary>
internal static class ReferenceChecks
{
    /// <summary>The checks, each a query over the table and its parent's.</summary>
    public static IEnumerable<TableCheck> Of(SilverDataset dataset) => dataset.Source.References
        .Where(reference => !reference.Withholds)
        .Select(reference => new TableCheck(
            reference.Name, TableMetric.Query, new Threshold(Comparison.Equal, 0), reference.Declared.Position)
        {
            Columns = reference.From,
            Query = $"select count(*) from ({Rows(dataset, reference)})",
            Rows = Rows(dataset, reference),
            Severity = reference.OnMissing == OnMissing.Warn ? Severity.Warning : Severity.Error,
        });

    /// <summary>Makes the parents' names stand for their pinned versions.</summary>
    public static async Task CreateViewsAsync(
        RunContext context, SilverDataset dataset, StepState state, CancellationToken cancellationToken)
    {
        foreach (var parent in context.Project.Sources.Where(source => state.Parents.ContainsKey(source.Dataset)))
        {
            var table = new SilverDataset(parent);
            var files = context.DataFiles(table.Table, state.Parents[parent.Dataset]?.Files ?? []);
            var relation = DuckDbEngine.Relation(files, table.Schema, [SilverDataset.EventDate]);
            await context.Engine.ExecuteAsync(InputViews.Create(table.FullName, relation), cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private static string Rows(SilverDataset dataset, Reference reference)
    {
        var parent = reference.Parent == dataset.Name ? "{table}" : InputViews.Name($"silver.{reference.Parent}");
        var references = ReferenceSql.Of(reference, "{table}", "c", StepDialect.OfDuckDb);
        return $"select c.* from {references.Relation} where {references.Missing(reference, parent)}";
    }
}
