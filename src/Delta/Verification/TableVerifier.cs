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

    public async Task<IReadOnlyList<TableFault>> VerifyAsync(Snapshot snapshot, CancellationToken cancellationToken)
    {
        await VerifyLogAsync(snapshot.Version, cancellationToken).ConfigureAwait(false);
        await VerifyFilesAsync(snapshot, cancellationToken).ConfigureAwait(false);
        await VerifyVectorsAsync(snapshot, cancellationToken).ConfigureAwait(false);
        return _faults;
    }

    /// <summary>Replays the commits, and looks at every checkpoint and check sum on the way.</summary>
    private async Task VerifyLogAsync(long version, CancellationToken cancellationToken)
    {
        var listing = await new LogListing(environment.Storage, table).ListAsync(0, cancellationToken).ConfigureAwait(false);
        var checkpoints = listing.Checkpoints.Where(one => one.Version <= version).ToLookup(one => one.Version, one => one.Files);
        var commits = listing.Commits.Keys.Where(one => one <= version).ToList();
        TableState? state = commits is [0, ..] ? TableState.Empty : null;
        var next = 0L;
        foreach (var number in commits.Concat(checkpoints.Select(one => one.Key)).Distinct().Order())
        {
            var stored = new List<TableState>();
            foreach (var files in checkpoints[number])
                if (await TryReadAsync(files, cancellationToken).ConfigureAwait(false) is { } found) stored.Add(found);
            state = number == next && state is not null
                ? await TryApplyAsync(state, number, cancellationToken).ConfigureAwait(false)
                : null;
            foreach (var checkpoint in stored)
            {
                state ??= checkpoint;
                Compare(number, checkpoint, state);
            }
            if (state is not null) await VerifyCheckSumAsync(number, state, cancellationToken).ConfigureAwait(false);
            next = number + 1;
        }
    }

    private async Task<TableState?> TryApplyAsync(TableState state, long version, CancellationToken cancellationToken)
    {
        try
        {
            var commit = await new LogReader(environment.Storage, table).FindAsync(version, cancellationToken).ConfigureAwait(false);
            if (commit is null) return null;
            var changes = new StateChanges();
            changes.Add(commit);
            return state.Apply(changes);
        }
        catch (DeltaException error)
        {
            Add(LogPath.Commit(table, version), error.Message);
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
            Add(error.File ?? files[0], $"{error.Message} {error.InnerException?.Message}");
            return null;
        }
    }

    private void Compare(long version, TableState checkpoint, TableState state)
    {
        var missing = state.Files.Keys.Where(key => !checkpoint.Files.ContainsKey(key)).ToList();
        var more = checkpoint.Files.Keys.Where(key => !state.Files.ContainsKey(key)).ToList();
        var name = LogPath.Checkpoint(table, version);
        if (missing.Count + more.Count > 0)
            Add(name, $"the checkpoint of version {version} lacks {missing.Count} files of its commits and has {more.Count} others");
        if (checkpoint.Metadata?.Id != state.Metadata?.Id) Add(name, $"the checkpoint of version {version} is of another table");
    }

    private async Task VerifyCheckSumAsync(long version, TableState state, CancellationToken cancellationToken)
    {
        var path = LogPath.InTable(table, $"_delta_log/{version:D20}.crc");
        var content = await environment.Storage.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (content is null) return;
        try
        {
            using var document = JsonDocument.Parse(content);
            var (files, bytes) = (Number(document, "numFiles"), Number(document, "tableSizeBytes"));
            if (files != state.Files.Count) Add(path, $"it states {files} files, and the commits make {state.Files.Count}");
            if (bytes != (long)state.TotalBytes) Add(path, $"it states {bytes} bytes, and the commits make {state.TotalBytes}");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
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
            if (!sizes.TryGetValue(LogPath.InTable(table, file.Path), out var size)) Add(file.Path, "the file is missing");
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
                Add(error.File ?? descriptor.PathOrInlineDv, error.Message);
            }
        }
    }

    private static long Number(JsonDocument document, string name) => document.RootElement.GetProperty(name).GetInt64();

    private void Add(string file, string problem)
    {
        var root = LogPath.InTable(table, "");
        _faults.Add(new TableFault(file.StartsWith(root, StringComparison.Ordinal) ? file[root.Length..] : file, problem));
    }
}
