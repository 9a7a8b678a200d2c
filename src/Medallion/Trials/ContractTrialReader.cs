using Lakehouse.Engine;
using Lakehouse.Medallion.Bronze;
using Lakehouse.Medallion.Explanations;
using Lakehouse.Medallion.Gold;
using Lakehouse.Medallion.Projects;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Fingerprinting;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Records;

namespace Lakehouse.Medallion.Trials;

/// <summary>Tries a contract on what really landed, beside the contract in force; no table changes.</summary>
public sealed class ContractTrialReader(LakehouseSession session)
{
    private readonly RunContext _context = session.NewRun(new Progress<RunEvent>(), []);

    /// <summary>Judges the records of Bronze by both contracts.</summary>
    /// <param name="proposed">The contract on trial.</param>
    /// <param name="options">Which records.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException">
    /// <see cref="ErrorCodes.NothingSelected"/>: no dataset, or more than one, answers to the contract;
    /// <see cref="ErrorCodes.NoSuchTable"/>: nothing has landed yet.
    /// </exception>
    /// <exception cref="ContractException">The contract on trial cannot judge the records of the dataset.</exception>
    public Task<ContractTrial> TryAsync(Contract proposed, TrialOptions options, CancellationToken cancellationToken) =>
        JudgeAsync(Find(proposed, options.Dataset), proposed, options, cancellationToken);

    /// <summary>Judges the records of a source by a contract that was in force and by the one that is now.</summary>
    /// <param name="source">The source, with the contract of now.</param>
    /// <param name="before">The contract of then.</param>
    /// <param name="options">Which records.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: nothing has landed yet.</exception>
    /// <exception cref="ContractException">One of them cannot judge the records of the source.</exception>
    public Task<ContractTrial> CompareAsync(Source source, Contract before, TrialOptions options, CancellationToken cancellationToken) =>
        JudgeAsync(Replace(source, before), source.Contract, options, cancellationToken);

    private async Task<ContractTrial> JudgeAsync(
        Source source, Contract proposed, TrialOptions options, CancellationToken cancellationToken)
    {
        var tried = Replace(source, proposed);
        await ValidateAsync(tried, cancellationToken).ConfigureAwait(false);
        var (current, then) = (new SilverDataset(source), new SilverDataset(tried));
        var bronze = await _context.FindAsync(current.BronzeTable, cancellationToken).ConfigureAwait(false)
            ?? throw new MedallionException(
                ErrorCodes.NoSuchTable, $"nothing has landed for {source.Name} yet. Run 'medallion run' first.");
        var since = options.Since?.UtcDateTime.ToString("yyyy-MM-dd");
        var files = bronze.Files.Where(file =>
            since is null || string.CompareOrdinal(file.PartitionValues[BronzeTable.PartitionColumn], since) >= 0);
        var records = TrialSql.Records(
            DuckDbEngine.Relation(
                _context.DataFiles(current.BronzeTable, files), BronzeTable.Schema, [BronzeTable.PartitionColumn]),
            options);
        try
        {
            await _context.Engine.ExecuteAsync(TrialSql.Judge(Verdict(current, records), Verdict(then, records)), cancellationToken)
                .ConfigureAwait(false);
            return await ReportAsync(
                new ContractTrial(source.Dataset, source.Contract.Version, proposed.Version)
                {
                    Unchanged = Fingerprints.OfSource(source) == Fingerprints.OfSource(tried),
                },
                options, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            await _context.Engine.ExecuteAsync(TrialSql.CleanUp, CancellationToken.None).ConfigureAwait(false);
        }
    }

    private Source Find(Contract proposed, string? dataset)
    {
        var sources = session.Project.Sources;
        var fitting = sources.Where(source => dataset is null
            ? source.Contract.Key == proposed.Key || source.Contract.Id == proposed.Id
            : source.Dataset == dataset).ToList();
        return fitting.Count == 1 ? fitting[0] : throw new MedallionException(
            ErrorCodes.NothingSelected,
            $"{(fitting.Count == 0 ? "no dataset answers" : "several datasets answer")} to the contract '{proposed.Id}'"
            + $"{(dataset is null ? "" : $" under the name '{dataset}'")}. Name one with --dataset: "
            + $"{string.Join(", ", sources.Select(source => source.Dataset))}.");
    }

    // One of the other versions takes its place among them; any other contract becomes the current one.
    private static Source Replace(Source source, Contract proposed)
    {
        var others = source.Versions is { } live
            ? live.Older.Select(older => older.Contract).Concat(live.Drafts).ToList()
            : [];
        var isOther = others.Exists(version => version.Version == proposed.Version);
        var current = isOther ? source.Contract : proposed;
        var tried = source with { Contract = current, EventTime = EventTime(source, current) };
        if (source.Versions is not { } versions)
        {
            return tried;
        }
        if (isOther)
        {
            others = [.. others.Select(version => version.Version == proposed.Version ? proposed : version)];
        }
        else if (source.Contract.Version != proposed.Version)
        {
            others.Add(source.Contract);
        }
        return tried with
        {
            Versions = RecordVersions.Of(versions.Path, current, others, versions.AcceptsDrafts) with { Required = versions.Required },
        };
    }

    private static RecordField EventTime(Source source, Contract proposed)
    {
        var time = proposed.Shape.Find(source.EventTime.Path);
        return time is { Type: FieldType.Timestamp or FieldType.TimestampNtz }
            ? time
            : throw new ContractException([new Problem(
                Quality.ErrorCodes.BadEventTime, proposed.Position,
                $"the contract has no timestamp '{source.EventTime.Path}', the event time of the source '{source.Name}'",
                "Keep the property, or give the source another event time first.")]);
    }

    private async Task ValidateAsync(Source tried, CancellationToken cancellationToken)
    {
        var project = session.Project with { Sources = [tried], Products = [] };
        var problems = await new ProjectValidator(project, _context.Engine, new ProductSet(project, _context.Engine))
            .ValidateAsync(cancellationToken).ConfigureAwait(false);
        if (problems.Count > 0)
        {
            throw new ContractException(problems);
        }
    }

    private string Verdict(SilverDataset dataset, string records)
    {
        dataset.EnsureFunctions(_context.Engine);
        return dataset.Verdict($"{records} as records");
    }

    private async Task<ContractTrial> ReportAsync(
        ContractTrial trial, TrialOptions options, CancellationToken cancellationToken)
    {
        var counts = await _context.Engine.QueryAsync(
            TrialSql.Count, row => Enumerable.Range(0, 6).Select(row.GetInt64).ToArray(), cancellationToken).ConfigureAwait(false);
        var changes = await _context.Engine.QueryAsync(
            TrialSql.Changes,
            row => new TrialChange(
                row.GetString(0), row.GetString(1), row.GetString(2), row.GetFieldValue<DateOnly>(3), row.GetString(4), row.GetInt64(5)),
            cancellationToken).ConfigureAwait(false);
        var examples = await _context.Engine.QueryAsync(
            TrialSql.Examples(options.ExamplesEach),
            row => new TrialExample(
                new RecordAddress(row.GetString(0), row.GetInt64(1)), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5)),
            cancellationToken).ConfigureAwait(false);
        return trial with
        {
            Records = counts[0][0],
            AcceptedNow = counts[0][1],
            AcceptedThen = counts[0][2],
            WouldBeRejected = counts[0][3],
            WouldBeAccepted = counts[0][4],
            OtherReasons = counts[0][5],
            Changes = changes,
            Examples = examples,
        };
    }
}
