using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Projects;
using Lakehouse.Medallion.Runs;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;

namespace Lakehouse.Medallion;

/// <summary>The order in which data flows, written once.</summary>
public static class Flow
{
    /// <summary>The stages, first to last.</summary>
    public static IReadOnlyList<FlowStage> Stages { get; } =
    [
        new("bronze", "landing files become records as received", BronzeStage.RunAsync),
        new("silver", "records are judged once: accepted to silver, rejected to quarantine", SilverStage.RunAsync),
        new("gold", "products are built from silver and from each other", GoldStage.RunAsync),
        new("ops", "balances, checks and the run are written down", RunsStage.RunAsync),
    ];

    /// <summary>Runs all stages.</summary>
    /// <exception cref="ContractException">The project's SQL is wrong; nothing was done.</exception>
    /// <exception cref="Engine.EngineException">An engine failed; a server that is not there is told before anything is done.</exception>
    /// <exception cref="MedallionException">The flow cannot go on; what was committed stays, and the next run continues.</exception>
    public static async Task<RunReport> RunAsync(RunContext context, CancellationToken cancellationToken)
    {
        context.ReadAhead(cancellationToken);
        await context.Compute.OpenAsync(cancellationToken).ConfigureAwait(false);
        await context.Products.BeginAsync(cancellationToken).ConfigureAwait(false);
        if (!await context.IsValidatedAsync(cancellationToken).ConfigureAwait(false))
        {
            var problems = await new ProjectValidator(context.Project, context.Engine, context.Products)
                .ValidateAsync(cancellationToken).ConfigureAwait(false);
            if (problems.Count > 0)
            {
                throw new ContractException(problems);
            }
        }
        var report = new RunReport(context.RunId, context.StartedAt);
        foreach (var stage in Stages)
        {
            report = await stage.RunAsync(context, report, cancellationToken).ConfigureAwait(false);
        }
        return report with { Warnings = context.Warnings };
    }
}
