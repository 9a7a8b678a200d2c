using System.Diagnostics;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Silver;

/// <summary>Takes all new Bronze records of one dataset through the verdict, step by step.</summary>
internal sealed class DatasetRun(RunContext context, SilverDataset dataset, SilverOptions options)
{
    private SilverReport _report = new(dataset.Name);

    /// <summary>Runs until nothing is new; results of checks are added to <paramref name="checks"/>.</summary>
    public async Task<SilverReport> RunAsync(List<CheckOutcome> checks, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        var reader = new BronzeReader(context, dataset, options);
        var looked = false;
        for (var lost = 0; lost < options.Attempts;)
        {
            var silver = await context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
            var quarantine = await context.FindAsync(TablePaths.Quarantine, cancellationToken).ConfigureAwait(false);
            dataset = dataset with { HasWithheld = silver?.TransactionVersion(dataset.StepAppId) is not null };
            if ((FingerprintPolicy.Refusal(dataset, silver) ?? FingerprintPolicy.Unfinished(dataset, silver, quarantine)) is { } refusal)
            {
                Fail(refusal);
                return _report with { Elapsed = watch.Elapsed };
            }
            var done = silver?.TransactionVersion(dataset.AppId) ?? -1;
            var state = await StepState.ReadAsync(context, dataset, silver, quarantine, cancellationToken)
                .ConfigureAwait(false);

            // A run that died after its quarantine commit has to be finished with the very same records.
            var upTo = state.IsRepeated ? quarantine!.TransactionVersion(dataset.AppId) : null;
            var step = upTo == done
                ? null
                : await reader.NextAsync(done, upTo, cancellationToken).ConfigureAwait(false);
            if (step is null && dataset.Withholds && (state.IsRepeated || (state.ParentsMoved && !looked)))
            {
                looked = true;
                step = BronzeStep.OfWaiting(done);
            }
            if (step is null)
            {
                return Finish(watch.Elapsed);
            }
            lost = await TakeAsync(step, state, silver, checks, cancellationToken).ConfigureAwait(false) ? 0 : lost + 1;
            if (_report.Problems.Count > 0)
            {
                return _report with { Elapsed = watch.Elapsed };
            }
        }
        throw new MedallionException(
            ErrorCodes.TooManyConflicts,
            $"other runs committed to {dataset.Table} {options.Attempts} times in a row. Run again when they are done.");
    }

    // False when another run took the same records first: this one's work is dropped and counts for nothing.
    private async Task<bool> TakeAsync(
        BronzeStep step,
        StepState state,
        Snapshot? silver,
        List<CheckOutcome> checks,
        CancellationToken cancellationToken)
    {
        if (step.To > step.From)
        {
            context.Tell(
                "silver", dataset.Name, RunEventKind.Started,
                $"{Counted.Of(step.Records, "record")} of bronze versions {step.From + 1} to {step.To}", step.Records);
        }
        var work = new SilverStep(context, dataset, step, silver, state);
        var staged = await work.StageAsync(cancellationToken).ConfigureAwait(false);
        var publication = new SilverPublication(context, dataset, step, state, staged);
        if (step.To == step.From && staged.ChangesNothing && !state.IsRepeated)
        {
            await publication.CommitLookedAsync(cancellationToken).ConfigureAwait(false);
            return true;
        }
        var outcomes = staged.Deprecated.Select(result => new CheckOutcome(dataset.Table, result)).ToList();
        var drifted = StepDrift.Refusal(dataset, staged.Drift);
        if (drifted is not null)
        {
            _report = _report with { Blocked = (step.To, staged.Drift) };
        }
        var refusal = drifted ?? await RefusalAsync(work, staged, outcomes, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            await publication.DiscardAsync(null, null, null, cancellationToken).ConfigureAwait(false);
            checks.AddRange(outcomes);
            Fail(refusal);
            return true;
        }
        var rejected = await publication.CommitQuarantineAsync(state.Quarantine, cancellationToken)
            .ConfigureAwait(false);
        var parked = rejected is Conflicted or Retryable
            ? rejected
            : await publication.CommitParkedAsync(cancellationToken).ConfigureAwait(false);
        var accepted = parked is Conflicted or Retryable
            ? parked
            : await publication.CommitSilverAsync(
                silver, Newest(rejected, state.Quarantine), Newest(parked, state.Parked), cancellationToken)
                .ConfigureAwait(false);
        if (accepted is not Committed committed)
        {
            await publication.DiscardAsync(rejected, parked, accepted, cancellationToken).ConfigureAwait(false);
            return false;
        }
        checks.AddRange(outcomes);
        _report = _report with
        {
            Balance = _report.Balance.Add(staged.Balance),
            Errors = Sum(_report.Errors, staged.Errors),
            BronzeVersions = step.To > step.From
                ? (_report.BronzeVersions?.First ?? step.From + 1, step.To)
                : _report.BronzeVersions,
            Partitions = _report.Partitions + staged.TouchedDates.Count,
            Version = committed.Snapshot.Version,
            QuarantineVersion = (rejected as Committed)?.Snapshot.Version ?? _report.QuarantineVersion,
        };
        return true;
    }

    // Why the contract's checks of the whole table forbid the step; null when they do not.
    private async Task<RunProblem?> RefusalAsync(
        SilverStep work, StagedSilver staged, List<CheckOutcome> outcomes, CancellationToken cancellationToken)
    {
        try
        {
            var results = await work.CheckAsync(staged, cancellationToken).ConfigureAwait(false);
            outcomes.AddRange(results.Select(result => new CheckOutcome(dataset.Table, result)));
            return TableChecks.Refusal(dataset.Table, results, "what lands, or the check in the contract");
        }
        catch (EngineException e) when (!e.IsTransient)
        {
            return new RunProblem(
                ErrorCodes.CheckQuery, dataset.Table,
                $"a check of the contract cannot be measured: {e.Message} Nothing was published, the previous version stays.",
                BrokenData: false);
        }
    }

    private static Snapshot? Newest(CommitResult? result, Snapshot? before) =>
        (result as Committed)?.Snapshot ?? before;

    private void Fail(RunProblem problem)
    {
        context.Tell("silver", dataset.Name, RunEventKind.Failed, problem.Message);
        _report = _report with { Problems = [problem] };
    }

    private SilverReport Finish(TimeSpan elapsed)
    {
        var balance = _report.Balance;
        context.Tell(
            "silver", dataset.Name, _report.Version is null ? RunEventKind.Skipped : RunEventKind.Finished,
            _report.Version is null
                ? "nothing new in bronze"
                : $"{balance.Accepted:N0} accepted, {balance.Duplicate:N0} duplicate, {balance.Quarantined:N0} quarantined, "
                    + (dataset.Withholds ? $"{balance.Parked:N0} parked, {balance.CameBack:N0} came back, " : "")
                    + $"version {_report.Version}");
        return _report with { Elapsed = elapsed };
    }

    private static Dictionary<string, long> Sum(
        IReadOnlyDictionary<string, long> a, IReadOnlyDictionary<string, long> b)
    {
        var sum = new Dictionary<string, long>(a);
        foreach (var code in b.Keys)
        {
            sum[code] = sum.GetValueOrDefault(code) + b[code];
        }
        return sum;
    }
}
