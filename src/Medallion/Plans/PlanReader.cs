using Lakehouse.Delta.Snapshots;
using Lakehouse.Medallion.Landing;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Plans;

/// <summary>Finds out what a run would do, how much of it, and why; changes nothing.</summary>
public sealed class PlanReader
{
    private readonly RunContext _context;
    private readonly List<PlanStep> _steps = [];
    private readonly List<RunProblem> _problems = [];

    private PlanReader(RunContext context) => _context = context;

    /// <summary>Plans a run.</summary>
    /// <param name="session">The lakehouse.</param>
    /// <param name="selection">Names of sources, datasets and products; empty for all.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NothingSelected"/>.</exception>
    /// <exception cref="Quality.ContractException">A product's SQL is refused.</exception>
    public static async Task<RunPlan> ReadAsync(
        LakehouseSession session, IReadOnlyCollection<string> selection, CancellationToken cancellationToken)
    {
        // What is looked at is small, and a plan needs no server.
        var plan = new PlanReader(session.NewRun(new Progress<RunEvent>(), selection) with { Compute = session.Engine });
        await plan.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new RunPlan(plan._steps, plan._problems);
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        var project = _context.Project;
        await _context.Products.BeginAsync(cancellationToken).ConfigureAwait(false);
        var landings = new Dictionary<string, PlanStep>();
        foreach (var source in project.Sources.Where(source => _context.Selects(source.Name)))
        {
            landings[source.Name] = await PlanLandingAsync(source, cancellationToken).ConfigureAwait(false);
        }
        _steps.AddRange(landings.Values);
        var changing = new HashSet<string>();
        foreach (var source in project.Sources.Where(source => _context.Selects(source.Dataset)))
        {
            var dataset = new SilverDataset(source);
            var landing = landings.GetValueOrDefault(source.Name);
            var step = await PlanDatasetAsync(dataset, landing, changing, cancellationToken).ConfigureAwait(false);
            Add(step, $"silver.{dataset.Name}", changing);
        }
        var products = await _context.Products.ReadAsync(cancellationToken).ConfigureAwait(false);
        var forecast = new ProductForecast(_context);
        foreach (var product in products.Where(product => _context.Selects(product.Name)))
        {
            var step = await forecast.PlanAsync(product, changing, cancellationToken).ConfigureAwait(false);
            Add(step, $"gold.{product.Name}", changing);
        }
    }

    private void Add(PlanStep step, string table, HashSet<string> changing)
    {
        _steps.Add(step);
        if (step.HasWork)
        {
            changing.Add(table);
        }
    }

    private async Task<PlanStep> PlanLandingAsync(Source source, CancellationToken cancellationToken)
    {
        try
        {
            var bronze = await _context.FindAsync(TablePaths.Bronze(source.Name), cancellationToken).ConfigureAwait(false);
            var inbox = await LandingInbox.ReadAsync(_context, source, bronze, cancellationToken).ConfigureAwait(false);
            _problems.AddRange(inbox.Problems);
            var unripe = inbox.Unripe == 0 ? "" : $", {Counted.Of(inbox.Unripe, "file")} may still be written";
            var changed = inbox.Problems.Count == 0 ? "" : $", {Counted.Of(inbox.Problems.Count, "file")} changed and refused";
            var news = inbox.NewFiles.Count == 0 ? "nothing new" : Counted.Of(inbox.NewFiles.Count, "new file");
            var action = inbox.NewFiles.Count == 0 ? PlanAction.Nothing : PlanAction.Land;
            return new PlanStep("bronze", source.Name, action, $"{news}, {inbox.Known:N0} known{unripe}{changed}")
            {
                Files = inbox.NewFiles.Count,
                SizeBytes = inbox.NewFiles.Sum(file => file.SizeBytes),
            };
        }
        catch (MedallionException e) when (e.Code == ErrorCodes.LandingFolder)
        {
            _problems.Add(new RunProblem(e.Code, source.Name, e.Message[(e.Code.Length + 2)..], BrokenData: false));
            return new PlanStep("bronze", source.Name, PlanAction.Refuse, "its landing folder cannot be read");
        }
    }

    private async Task<PlanStep> PlanDatasetAsync(
        SilverDataset dataset, PlanStep? landing, HashSet<string> changing, CancellationToken cancellationToken)
    {
        var silver = await _context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
        dataset = dataset with { HasWithheld = silver?.TransactionVersion(dataset.StepAppId) is not null };
        if (FingerprintPolicy.Refusal(dataset, silver) is { } refusal)
        {
            _problems.Add(refusal);
            return new PlanStep("silver", dataset.Name, PlanAction.Refuse, "its contract or source changed");
        }
        var everything = new SilverOptions { StepRecords = long.MaxValue };
        var waiting = await new BronzeReader(_context, dataset, everything)
            .NextAsync(silver?.TransactionVersion(dataset.AppId) ?? -1, null, cancellationToken).ConfigureAwait(false);
        var reasons = new List<string>();
        if (waiting is not null)
        {
            reasons.Add($"{Counted.Of(waiting.Records, "record")} of bronze versions {waiting.From + 1} to {waiting.To}");
        }
        if (landing is { Files: > 0 })
        {
            reasons.Add($"the records of {Counted.Of(landing.Files, "new file")}");
        }
        if (await WithheldAsync(dataset, silver, changing, cancellationToken).ConfigureAwait(false) is > 0 and var withheld)
        {
            reasons.Add($"{Counted.Of(withheld, "record")} that rows of other tables may bring back");
        }
        return reasons.Count == 0
            ? new PlanStep("silver", dataset.Name, PlanAction.Nothing, "nothing new in bronze")
            : new PlanStep("silver", dataset.Name, PlanAction.Judge, string.Join(", and ", reasons))
            {
                Records = waiting?.Records ?? 0,
                Files = landing?.Files ?? 0,
                SizeBytes = landing?.SizeBytes ?? 0,
            };
    }

    // Records that others keep out are judged again when a table that they refer to has changed, or will.
    private async Task<long> WithheldAsync(
        SilverDataset dataset, Snapshot? silver, HashSet<string> changing, CancellationToken cancellationToken)
    {
        if (!dataset.Withholds || silver is null)
        {
            return 0;
        }
        var quarantine = await _context.FindAsync(TablePaths.Quarantine, cancellationToken).ConfigureAwait(false);
        var state = await StepState.ReadAsync(_context, dataset, silver, quarantine, cancellationToken)
            .ConfigureAwait(false);
        return state.ParentsMoved || dataset.Source.Parents.Any(parent => changing.Contains($"silver.{parent}"))
            ? await new WithheldRecords(_context, dataset, silver, state).CountAsync(cancellationToken).ConfigureAwait(false)
            : 0;
    }
}
