using System.Security.Cryptography;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine.Lines;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Landing;

/// <summary>The landing files of a source, held against what its Bronze table has.</summary>
/// <param name="NewFiles">Files never landed, in landing order.</param>
/// <param name="Known">Files landed before, unchanged.</param>
/// <param name="Unripe">Files that may still be written.</param>
/// <param name="Problems">Files that changed under their old name.</param>
internal sealed record LandingInbox(
    IReadOnlyList<LandingFile> NewFiles, int Known, int Unripe, IReadOnlyList<RunProblem> Problems)
{
    /// <summary>Lists the folder. A known file is hashed again only when its length or time of writing changed.</summary>
    public static async Task<LandingInbox> ReadAsync(
        RunContext context, Source source, Snapshot? bronze, CancellationToken cancellationToken)
    {
        var (files, unripe) = LandingListing.List(
            context.LandingRoot, source.Landing, QuietSince(context, source));
        var landed = Landed(source.Name, bronze);
        var news = new List<LandingFile>();
        var problems = new List<RunProblem>();
        var known = 0;
        foreach (var file in files)
        {
            if (!landed.TryGetValue(file.Path, out var before))
            {
                news.Add(file);
            }
            else if (await IsUnchangedAsync(file, before, cancellationToken).ConfigureAwait(false))
            {
                known++;
            }
            else
            {
                problems.Add(new RunProblem(
                    ErrorCodes.LandingChanged, file.Path,
                    "the landing file has other content than when it was landed; the new content is refused. "
                    + "Deliver it under a new name.",
                    BrokenData: true));
            }
        }
        return new LandingInbox(news, known, unripe, problems);
    }

    // Without a quiet time the clocks of writer and reader need not agree.
    private static DateTimeOffset QuietSince(RunContext context, Source source) => source.Landing.Quiet == TimeSpan.Zero
        ? DateTimeOffset.MaxValue
        : context.Tables.Clock.GetUtcNow() - source.Landing.Quiet;

    private static Dictionary<string, LandedFile> Landed(string source, Snapshot? bronze)
    {
        var landed = new Dictionary<string, LandedFile>();
        foreach (var transaction in bronze?.Transactions.Values ?? [])
        {
            if (LandedFile.From(transaction, source) is { } file)
            {
                landed[file.Path] = file;
            }
        }
        return landed;
    }

    private static async Task<bool> IsUnchangedAsync(
        LandingFile file, LandedFile before, CancellationToken cancellationToken)
    {
        if (file.SizeBytes != before.SizeBytes)
        {
            return false;
        }
        if (file.LastModified.ToUnixTimeMilliseconds() == before.LastModified.ToUnixTimeMilliseconds())
        {
            return true;
        }
        var content = File.OpenRead(file.Location);
        await using (content.ConfigureAwait(false))
        {
            var hash = await SHA256.HashDataAsync(content, cancellationToken).ConfigureAwait(false);
            return Convert.ToHexStringLower(hash) == before.Sha256;
        }
    }
}
