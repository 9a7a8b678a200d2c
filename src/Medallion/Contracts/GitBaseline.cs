using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Lakehouse.Medallion.Contracts;

/// <summary>The contracts of a revision, read with the command <c>git</c> that is installed.</summary>
internal sealed class GitBaseline(string project, string revision) : ContractBaseline
{
    private const int MostVersions = 200;

    public override string Name => revision;

    public override async Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken)
    {
        var prefix = await PrefixAsync(cancellationToken).ConfigureAwait(false);
        var list = await RunAsync("", cancellationToken, "ls-tree", "-r", "-z", "--full-tree", await CommitAsync(cancellationToken).ConfigureAwait(false), "--", prefix + "contracts")
            .ConfigureAwait(false);
        var entries = Encoding.UTF8.GetString(list).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2)).Select(parts => (Id: parts[0].Split(' ')[2], Path: parts[1][prefix.Length..])).ToList();
        var texts = await BlobsAsync([.. entries.Select(e => e.Id)], cancellationToken).ConfigureAwait(false);
        return entries.Select((e, i) => (e.Path, Text: texts[i])).ToDictionary(e => e.Path, e => e.Text, StringComparer.Ordinal);
    }

    // One log and one reading of blobs for all files, however many there are.
    public override async Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadEarlierAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        if (paths.Count == 0)
        {
            return new Dictionary<string, IReadOnlyList<string>>();
        }
        var prefix = await PrefixAsync(cancellationToken).ConfigureAwait(false);
        var log = await RunAsync("", cancellationToken, "log", "--diff-filter=AMR", "--no-renames", "--relative", "--name-only", "-z", "--format=%x01%H",
            await CommitAsync(cancellationToken).ConfigureAwait(false), "--", "contracts").ConfigureAwait(false);
        var wanted = paths.ToDictionary(path => path, _ => new List<string>(), StringComparer.Ordinal);
        foreach (var commit in Encoding.UTF8.GetString(log).Split('\x01', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = commit.Split(['\0', '\n'], StringSplitOptions.RemoveEmptyEntries);
            foreach (var path in parts.Skip(1))
            {
                if (wanted.TryGetValue(path, out var commits) && commits.Count < MostVersions)
                {
                    commits.Add(parts[0]);
                }
            }
        }
        // The newest is the one of the baseline.
        var names = wanted.SelectMany(file => file.Value.Skip(1).Reverse().Select(commit => (Path: file.Key, Name: $"{commit}:{prefix}{file.Key}"))).ToList();
        var texts = await BlobsAsync([.. names.Select(name => name.Name)], cancellationToken).ConfigureAwait(false);
        return names.Zip(texts).GroupBy(one => one.First.Path, one => one.Second, StringComparer.Ordinal)
            .ToDictionary(file => file.Key, file => (IReadOnlyList<string>)[.. file], StringComparer.Ordinal);
    }

    private async Task<string> PrefixAsync(CancellationToken cancellationToken) => Encoding.UTF8.GetString(
        await RunAsync("", cancellationToken, "rev-parse", "--show-prefix").ConfigureAwait(false)).TrimEnd('\n');

    // A revision can never be taken for an option or a path this way.
    private async Task<string> CommitAsync(CancellationToken cancellationToken) => Encoding.UTF8.GetString(
        await RunAsync("", cancellationToken, "rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}").ConfigureAwait(false)).TrimEnd('\n');

    private async Task<IReadOnlyList<string>> BlobsAsync(IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0)
        {
            return [];
        }
        var output = await RunAsync(string.Join('\n', names) + "\n", cancellationToken, "cat-file", "--batch").ConfigureAwait(false);
        var texts = new List<string>();
        for (var at = 0; at < output.Length;)
        {
            // "<id> blob <size>", the bytes, a line end.
            var end = Array.IndexOf(output, (byte)'\n', at);
            var header = Encoding.ASCII.GetString(output, at, end - at).Split(' ');
            if (header is not [_, "blob", var size] || !int.TryParse(size, out var length))
            {
                throw Refuse($"'{names[texts.Count]}' is no file in it");
            }
            texts.Add(Encoding.UTF8.GetString(output, end + 1, length));
            at = end + length + 2;
        }
        return texts;
    }

    private async Task<byte[]> RunAsync(string input, CancellationToken cancellationToken, params string[] arguments)
    {
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = project,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var errors = process.StandardError.ReadToEndAsync(cancellationToken);
                var output = new MemoryStream();
                var copy = process.StandardOutput.BaseStream.CopyToAsync(output, cancellationToken);
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
                process.StandardInput.Close();
                await copy.ConfigureAwait(false);
                await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
                return process.ExitCode == 0 ? output.ToArray() : throw Refuse((await errors.ConfigureAwait(false)).Trim());
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception e)
        {
            throw new MedallionException(ErrorCodes.Git, $"'{revision}' is no folder, and git cannot be started to read a revision of that name. "
                + "Install git, or name a folder with the earlier project.", e);
        }
    }

    private MedallionException Refuse(string reason) => new(ErrorCodes.Git,
        $"'{revision}' is neither a folder nor a revision that git can read in {project}{(reason.Length == 0 ? "" : $" ({reason.ReplaceLineEndings(" ")})")}. "
        + "Name a project folder, or a branch, tag or commit that is fetched.");
}
