using Lakehouse.Delta;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Medallion.Silver;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Gold;

/// <summary>Finds out what a product needs: nothing, some partitions, or everything, and why.</summary>
internal sealed class ProductPlanner(RunContext context)
{
    /// <summary>Plans one product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="table">Its table as it is; null when there is none.</param>
    /// <param name="inputs">Its inputs as they are; null for those without a table.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<ProductPlan> PlanAsync(
        GoldProduct product,
        Snapshot? table,
        IReadOnlyDictionary<ProductInput, Snapshot?> inputs,
        CancellationToken cancellationToken)
    {
        if (table is null)
        {
            return Whole("it has never been built");
        }
        if (table.Metadata.Configuration.GetValueOrDefault(TableDefinition.FingerprintProperty) != product.Fingerprint)
        {
            return Whole("its SQL, its checks or a contract below it changed");
        }
        var changed = product.Inputs.Where(input => Version(inputs[input]) != Taken(product, table, input)).ToList();
        if (changed.Count == 0)
        {
            return new ProductPlan(GoldBuild.Current, "nothing that it reads has changed");
        }
        if (changed.FirstOrDefault(input => Version(inputs[input]) < Taken(product, table, input)) is { } older)
        {
            return Whole($"{older.FullName} is older than the version that it was built from");
        }
        var trace = product.Query.Trace(product.Definition.PartitionedBy, name => Describe(product, inputs, name));
        if (trace is not ProvablePartitions proof)
        {
            return Whole(((UnprovablePartitions)trace).Reason);
        }
        if (changed.FirstOrDefault(input => !proof.Traced.ContainsKey(input.FullName)) is { } whole)
        {
            return Whole($"{whole.FullName} changed, and {proof.Column} cannot be traced to it");
        }
        var type = TypeOf(table, proof.Column);
        return proof.Traced.All(traced => inputs.All(input => input.Key.FullName != traced.Key || input.Value is null
                || TypeOf(input.Value, traced.Value) == type))
            ? await PartitionsAsync(product, table, inputs, changed, proof, cancellationToken).ConfigureAwait(false)
            : Whole($"{proof.Column} has another type in an input than in the product");
    }

    private async Task<ProductPlan> PartitionsAsync(
        GoldProduct product,
        Snapshot table,
        IReadOnlyDictionary<ProductInput, Snapshot?> inputs,
        IReadOnlyList<ProductInput> changed,
        ProvablePartitions proof,
        CancellationToken cancellationToken)
    {
        var values = new HashSet<string?>();
        foreach (var input in changed)
        {
            var column = proof.Traced[input.FullName];
            try
            {
                var commits = context.Table(input.Table).ReadCommitsAsync(
                    Taken(product, table, input) + 1, Version(inputs[input]), cancellationToken);
                await foreach (var commit in commits.ConfigureAwait(false))
                {
                    if (commit.Metadata is { } metadata && !metadata.PartitionColumns.Contains(column))
                    {
                        return Whole($"{input.FullName} was partitioned anew");
                    }
                    values.UnionWith(commit.Adds.Where(f => f.DataChange).Select(f => f.PartitionValues[column]));
                    foreach (var removed in commit.Removes.Where(f => f.DataChange))
                    {
                        if (removed.PartitionValues is null)
                        {
                            return Whole($"a commit of {input.FullName} does not say which partitions it touched");
                        }
                        values.Add(removed.PartitionValues[column]);
                    }
                }
            }
            catch (DeltaException)
            {
                return Whole($"the commits of {input.FullName} since it was built can no longer be read");
            }
        }
        return new ProductPlan(GoldBuild.Partitions, $"new input touched {Counted.Of(values.Count, "value")} of {proof.Column}")
        {
            Column = proof.Column,
            Values = values,
            Traced = proof.Traced,
        };
    }

    private static DataType? TypeOf(Snapshot snapshot, string column) =>
        snapshot.Metadata.Schema.Fields.FirstOrDefault(field => field.Name == column)?.Type;

    private static ProductPlan Whole(string reason) => new(GoldBuild.Whole, reason);

    private static long Version(Snapshot? input) => input?.Version ?? -1;

    private static long Taken(GoldProduct product, Snapshot table, ProductInput input) =>
        table.TransactionVersion(product.AppId(input)) ?? -1;

    /// <summary>What the analysis needs to know of an input; null when neither table nor contract tells.</summary>
    public static InputTable? Describe(
        GoldProduct product, IReadOnlyDictionary<ProductInput, Snapshot?> inputs, string fullName)
    {
        var input = product.Inputs.First(i => TableReference.NameComparer.Equals(i.FullName, fullName));
        return inputs[input] is { } snapshot
            ? new InputTable(snapshot.Metadata.Schema, snapshot.Metadata.PartitionColumns)
            : input.Dataset is { } dataset ? new InputTable(dataset.Schema, [SilverDataset.EventDate]) : null;
    }
}
