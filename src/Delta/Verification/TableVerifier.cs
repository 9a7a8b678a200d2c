using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Checkpoints;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Verification;

/// <summary>
/// Holds the parts of a table against each other: commits against checkpoints and check sums, and files against the log.
/// Rows are not read.
/// </summary>
internal sealed class TableVerifier(DeltaEnvironment environment, string table)
{
    private readonly List<TableFault> _faults = [];

    /// <exception cref="DeltaException">DEL0101, DEL0102, DEL0301: there is nothing that could be verified.</exception>
    public async Task<TableVerification> VerifyAsync(long? version, CancellationToken cancellationToken)
    {
        Snapshot? snapshot = null;
        try
        {
            snapshot = await new DeltaTable(environment, table).LoadAsync(version, cancellationToken).ConfigureAwait(false);
        }
        catch (DeltaException error) when (error.Code is not (
            ErrorCodes.TableNotFound or ErrorCodes.VersionNotFound or ErrorCodes.UnsupportedReaderFeature))
        {
            Add(error, LogPath.Directory(table));
        }
        await VerifyLogAsync(snapshot?.Version ?? version ?? long.MaxValue, cancellationToken).ConfigureAwait(false);
        if (snapshot is not null)
        {
            await VerifyFilesAsync(snapshot, cancellationToken).ConfigureAwait(false);
            await VerifyVectorsAsync(snapshot, cancellationToken).ConfigureAwait(false);
        }
        return new TableVerification(snapshot, [.. _faults.DistinctBy(fault => (fault.File, fault.Problem))]);
    }

    /// <summary>Replays the commits, and looks at every checkpoint, compaction and check sum on the way.</summary>
    private async Task VerifyLogAsync(long version, CancellationToken cancellationToken)
    {
        var listing = await new LogListing(environment.Storage, table).ListAsync(0, cancellationToken).ConfigureAwait(false);
        var checkpoints = listing.Checkpoints.Where(one => one.Version <= version).ToLookup(one => one.Version, one => one.Files);
        var compactions = listing.Compactions.Where(one => one.Last <= version).ToLookup(one => one.First);
        var compacted = new List<(LogStep Step, TableState State)>();
        var commits = listing.Commits.Keys.Where(one => one <= version).ToList();
        TableState? state = commits is [0, ..] ? TableState.Empty : null;
        var next = 0L;
        foreach (var number in commits.Concat(checkpoints.Select(one => one.Key)).Distinct().Order())
        {
            if (number != next) state = null;
            if (number > next && listing.Commits.ContainsKey(next - 1))
                Add(LogPath.Commit(table, next), $"the commit is missing; versions {next} to {number - 1} cannot be read");
            if (state is not null)
                foreach (var step in compactions[number])
                    if (await TryApplyAsync(state, step, cancellationToken).ConfigureAwait(false) is { } result) compacted.Add((step, result));
            state = state is null ? null : await TryApplyAsync(state, new LogStep(number, number), cancellationToken).ConfigureAwait(false);
            foreach (var files in checkpoints[number])
            {
                var stored = await TryReadAsync(files, cancellationToken).ConfigureAwait(false);
                state ??= stored;
                if (stored is not null && state is not null) Compare(files[0], stored, state);
            }
            if (state is not null)
            {
                foreach (var (step, result) in compacted.Where(one => one.Step.Last == number)) Compare(step.Path(table), result, state);
                await VerifyCheckSumAsync(number, state, number == version, cancellationToken).ConfigureAwait(false);
            }
            next = number + 1;
        }
    }

    private async Task<TableState?> TryApplyAsync(TableState state, LogStep step, CancellationToken cancellationToken)
    {
        try
        {
            var changes = new StateChanges();
            var commits = new LogReader(environment.Storage, table).ReadAsync([step], cancellationToken);
            await foreach (var commit in commits.ConfigureAwait(false)) changes.Add(commit);
            return state.Apply(changes);
        }
        catch (DeltaException error)
        {
            Add(error, step.Path(table));
            return null;
        }
    }

    private async Task<TableState?> TryReadAsync(IReadOnlyList<string> files, CancellationToken cancellationToken)
    {
        try
        {
            return await new CheckpointReader(environment, table).ReadAsync(files, cancellationToken).ConfigureAwait(false);
        }
        catch (DeltaException error)
        {
            Add(error, files[0]);
            return null;
        }
    }

    /// <summary>Holds the state that a checkpoint or a compaction gives against that of the commits.</summary>
    private void Compare(string file, TableState stored, TableState state)
    {
        var problems = StateComparison.Files(stored, state)
            .Concat(StateComparison.Others(stored, state)).Concat(StateComparison.Domains(stored, state));
        foreach (var problem in problems) Add(file, problem);
    }

    private async Task VerifyCheckSumAsync(long version, TableState state, bool isNewest, CancellationToken cancellationToken)
    {
        var path = LogPath.Checksum(table, version);
        var content = await environment.Storage.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is null) return;
        try
        {
            using var document = JsonDocument.Parse(content);
            foreach (var problem in CheckSumFaults.Of(document.RootElement, state, isNewest)) Add(path, problem);
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or DeltaException)
        {
            Add(path, $"it is no check sum: {error.Message}");
        }
    }

    private async Task VerifyFilesAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var sizes = new Dictionary<string, long>();
        var listing = environment.Storage.ListAsync(table, null, recursive: true, cancellationToken);
        await foreach (var stored in listing.ConfigureAwait(false)) sizes[stored.Path] = stored.SizeBytes;
        foreach (var file in snapshot.Files.Where(file => !PathEncoding.IsAbsolute(file.Path)))
        {
            if (LogPath.LeadsOut(file.Path)) Add(file.Path, "the file lies outside of the table");
            else if (!sizes.TryGetValue(LogPath.InTable(table, file.Path), out var size)) Add(file.Path, "the file is missing");
            else if (size != file.SizeBytes) Add(file.Path, $"the file has {size} bytes instead of {file.SizeBytes}");
        }
    }

    private async Task VerifyVectorsAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        var vectors = new DeletionVectorFiles(environment, table);
        foreach (var descriptor in snapshot.Files.Select(file => file.DeletionVector).OfType<DeletionVectorDescriptor>())
        {
            try
            {
                await vectors.ReadAsync([descriptor], cancellationToken).ConfigureAwait(false);
            }
            catch (DeltaException error)
            {
                Add(error, descriptor.PathOrInlineDv);
            }
        }
    }

    private void Add(DeltaException error, string place) => Add(
        error.File ?? place, error.InnerException is { } cause ? $"{error.Message} ({cause.Message})" : error.Message);

    private void Add(string file, string problem)
    {
        var root = LogPath.InTable(table, "");
        _faults.Add(new TableFault(file.StartsWith(root, StringComparison.Ordinal) ? file[root.Length..] : file, problem));
    }
}
