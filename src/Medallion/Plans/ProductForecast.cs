using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Gold.Queries;

namespace Lakehouse.Medallion.Plans;

/// <summary>Plans a product whose inputs the same run is going to change.</summary>
internal sealed class ProductForecast(RunContext context)
{
    /// <summary>Plans one product.</summary>
    /// <param name="product">The product.</param>
    /// <param name="changing">SQL names of the tables that the run changes before.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<PlanStep> PlanAsync(
        GoldProduct product, IReadOnlySet<string> changing, CancellationToken cancellationToken)
    {
        var table = await context.FindAsync(product.Table, cancellationToken).ConfigureAwait(false);
        var inputs = new Dictionary<ProductInput, Snapshot?>(ReferenceEqualityComparer.Instance);
        foreach (var input in product.Inputs)
        {
            inputs[input] = await context.FindAsync(input.Table, cancellationToken).ConfigureAwait(false);
        }
        var now = await new ProductPlanner(context).PlanAsync(product, table, inputs, cancellationToken)
            .ConfigureAwait(false);
        var waiting = product.Inputs.Select(input => input.FullName).Where(changing.Contains).ToList();
        return now.Build == GoldBuild.Whole || waiting.Count == 0
            ? Step(product, now)
            : Later(product, waiting, product.Query.Trace(
                product.Definition.PartitionedBy, name => ProductPlanner.Describe(product, inputs, name)));
    }

    private static PlanStep Step(GoldProduct product, ProductPlan plan) => plan.Build switch
    {
        GoldBuild.Current => new PlanStep("gold", product.Name, PlanAction.Nothing, plan.Reason),
        GoldBuild.Partitions => new PlanStep("gold", product.Name, PlanAction.Partitions, plan.Reason)
        {
            Partitions = plan.Values.Count,
        },
        _ => new PlanStep("gold", product.Name, PlanAction.Whole, plan.Reason),
    };

    private static PlanStep Later(GoldProduct product, IReadOnlyList<string> waiting, PartitionTrace trace)
    {
        var tables = string.Join(" and ", waiting);
        if (trace is not ProvablePartitions proof)
        {
            return new PlanStep(
                "gold", product.Name, PlanAction.Whole, $"{tables} will change; {((UnprovablePartitions)trace).Reason}");
        }
        return waiting.FirstOrDefault(table => !proof.Traced.ContainsKey(table)) is { } whole
            ? new PlanStep(
                "gold", product.Name, PlanAction.Whole, $"{whole} will change, and {proof.Column} cannot be traced to it")
            : new PlanStep(
                "gold", product.Name, PlanAction.Partitions, $"the values of {proof.Column} that {tables} will change in");
    }
}
