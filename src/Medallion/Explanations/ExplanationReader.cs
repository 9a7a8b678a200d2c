using Lakehouse.Medallion.Landing;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Explanations;

/// <summary>Tells where single records are, and why.</summary>
public sealed class ExplanationReader
{
    private readonly LakehouseSession _session;
    private readonly RunContext _context;

    /// <summary>Makes a reader; nothing is read.</summary>
    public ExplanationReader(LakehouseSession session)
    {
        _session = session;
        _context = session.NewRun(new Progress<RunEvent>(), []);
    }

    /// <summary>Explains the record at a place: once for each source that takes its file in.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchRecord"/>.</exception>
    public async Task<IReadOnlyList<RecordExplanation>> AtAsync(
        RecordAddress address, CancellationToken cancellationToken)
    {
        var explanations = new List<RecordExplanation>();
        foreach (var source in _session.Project.Sources)
        {
            if (await ExplainAsync(source, address, cancellationToken).ConfigureAwait(false) is { } explanation)
            {
                explanations.Add(explanation);
            }
        }
        return explanations.Count > 0 ? explanations : throw new MedallionException(
            ErrorCodes.NoSuchRecord,
            $"there is no record {address}: no such file has landed or waits, or it has fewer records. The path counts from the "
            + "landing root and the position from 0; a key that holds a colon needs --dataset.");
    }

    /// <summary>Explains the records with a key, in landing order.</summary>
    /// <param name="key">The value of the primary key; those of a compound key are separated by commas.</param>
    /// <param name="dataset">The dataset; null for all.</param>
    /// <param name="limit">How many to explain at most.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchRecord"/>, <see cref="ErrorCodes.NothingSelected"/>.</exception>
    public async Task<IReadOnlyList<RecordExplanation>> WithKeyAsync(
        string key, string? dataset, int limit, CancellationToken cancellationToken)
    {
        var sources = _session.Project.Sources.Where(source => dataset is null || source.Dataset == dataset).ToList();
        if (sources.Count == 0)
        {
            throw new MedallionException(
                ErrorCodes.NothingSelected,
                $"there is no dataset '{dataset}'. There are: {string.Join(", ", _session.Project.Sources.Select(s => s.Dataset))}.");
        }
        var explanations = new List<RecordExplanation>();
        foreach (var source in sources)
        {
            var width = source.Contract.PrimaryKey.Count;
            var parts = width == 1 ? [key] : key.Split(',', StringSplitOptions.TrimEntries);
            if (parts.Length != width)
            {
                continue;
            }
            var addresses = await new DatasetRecords(_context, new SilverDataset(source))
                .FindKeyAsync(parts, cancellationToken).ConfigureAwait(false);
            foreach (var address in addresses.Take(limit - explanations.Count))
            {
                explanations.Add((await ExplainAsync(source, address, cancellationToken).ConfigureAwait(false))!);
            }
        }
        return explanations.Count > 0 ? explanations : throw new MedallionException(
            ErrorCodes.NoSuchRecord,
            "no record in Bronze has that key. A record that cannot be read has none: look for it with 'medallion quarantine ls'.");
    }

    private async Task<RecordExplanation?> ExplainAsync(
        Source source, RecordAddress address, CancellationToken cancellationToken)
    {
        var dataset = new SilverDataset(source);
        var records = new DatasetRecords(_context, dataset);
        if (await records.FindAsync(address, cancellationToken).ConfigureAwait(false) is not { } record)
        {
            return await InLandingAsync(source, address, cancellationToken).ConfigureAwait(false);
        }
        RecordExplanation At(RecordPlace place, string reason) => new(dataset.Name, address, place, reason)
        {
            Source = source.Name,
            LandedAt = record.LandedAt,
            Payload = record.Payload,
            PayloadBytes = record.PayloadBytes,
            Key = record.Key,
            EventDate = record.EventDate,
        };
        var keyColumns = string.Join(", ", record.Key.Keys);
        var scope = source.Scope == DeduplicationScope.Day ? " on its day" : "";
        if (await records.IsAcceptedAsync(address, cancellationToken).ConfigureAwait(false))
        {
            return At(RecordPlace.Silver, $"It breaks no rule, and is the first record of its {keyColumns}{scope} in landing order.") with
            {
                Products = await UsesAsync(dataset, cancellationToken).ConfigureAwait(false),
            };
        }
        var rejected = await QuarantineReader.FindAsync(_session, address.Path, address.Position, cancellationToken)
            .ConfigureAwait(false);
        if (rejected.FirstOrDefault(entry => entry.Dataset == dataset.Name) is { } entry)
        {
            var rules = entry.Errors.Count == 1 ? "a rule" : $"{entry.Errors.Count} rules";
            return At(RecordPlace.Quarantine, $"It breaks {rules} of contract version {entry.ContractVersion}.") with
            {
                Errors = entry.Errors,
                RunId = entry.RunId,
            };
        }
        var waits = await ParkedReader
            .FindAsync(_session, dataset.Name, address.Path, address.Position, cancellationToken).ConfigureAwait(false);
        if (waits.Count > 0)
        {
            var missing = waits.Select(wait => $"{wait.Table} {wait.Key}");
            return At(RecordPlace.Parked, $"It waits for {string.Join(" and ", missing)}.");
        }
        if (await records.IsWaitingAsync(address, cancellationToken).ConfigureAwait(false))
        {
            return At(RecordPlace.Bronze, "It has landed and is not judged yet; the next run does that.");
        }
        return await records.FindWinnerAsync(record, cancellationToken).ConfigureAwait(false) is { } winner
            ? At(RecordPlace.Duplicate, $"A record with the same {keyColumns}{scope} comes earlier in landing order.") with
            {
                Winner = winner.Address,
                IsConflict = winner.PayloadHash != record.PayloadHash,
            }
            : At(RecordPlace.Unknown, "It was judged and stands in no table: the contract or a table changed since.");
    }

    private async Task<RecordExplanation?> InLandingAsync(
        Source source, RecordAddress address, CancellationToken cancellationToken)
    {
        var bronze = await _context.FindAsync(TablePaths.Bronze(source.Name), cancellationToken).ConfigureAwait(false);
        var inbox = await LandingInbox.ReadAsync(_context, source, bronze, cancellationToken).ConfigureAwait(false);
        return inbox.NewFiles.Any(file => file.Path == address.Path)
            ? new RecordExplanation(
                source.Dataset, address, RecordPlace.Landing,
                "Its file waits in the landing folder, if it has that many records; the next run takes it in.")
            {
                Source = source.Name,
            }
            : null;
    }

    private async Task<IReadOnlyList<ProductUse>> UsesAsync(SilverDataset dataset, CancellationToken cancellationToken)
    {
        var silver = await _context.FindAsync(dataset.Table, cancellationToken).ConfigureAwait(false);
        var uses = new List<ProductUse>();
        var products = await _context.Products.ReadAsync(cancellationToken).ConfigureAwait(false);
        foreach (var product in products)
        {
            if (product.Inputs.FirstOrDefault(input => input.Table == dataset.Table) is { } input)
            {
                var table = await _context.FindAsync(product.Table, cancellationToken).ConfigureAwait(false);
                var isCurrent = table?.TransactionVersion(product.AppId(input)) == silver?.Version;
                uses.Add(new ProductUse(product.Query.FullName, table?.Version, table is not null && isCurrent));
            }
        }
        return uses;
    }
}
