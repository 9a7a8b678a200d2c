using System.IO.Enumeration;
using Lakehouse.Engine.Lines;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Landing;

/// <summary>Finds the files of a source below the landing root.</summary>
internal static class LandingListing
{
    private const string Temporary = ".tmp";

    /// <summary>
    /// The files that may be taken in, by path in ordinal order, and how many are left alone because they may still be
    /// written: names that begin with <c>.</c> or <c>_</c> or end with <c>.tmp</c>, also of folders, and files changed
    /// after <paramref name="quietSince"/>.
    /// </summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.LandingFolder"/>.</exception>
    public static (IReadOnlyList<LandingFile> Files, int Unripe) List(
        string root, Quality.Projects.Landing rule, DateTimeOffset quietSince)
    {
        var folder = Path.GetFullPath(Path.Combine(root, rule.Folder));
        if (!Directory.Exists(folder))
        {
            throw new MedallionException(
                ErrorCodes.LandingFolder,
                $"there is no landing folder {folder}. Create it, correct landing.folder of the source, or pass --landing.");
        }
        try
        {
            var unripe = 0;
            var files = new List<LandingFile>();
            foreach (var file in Enumerate(folder, rule.Glob))
            {
                if (IsHidden(file.Name) || file.Modified > quietSince)
                {
                    unripe++;
                    continue;
                }
                var path = Path.GetRelativePath(root, file.Location).Replace(Path.DirectorySeparatorChar, '/');
                var gzip = rule.Compression switch
                {
                    Compression.Gzip => true,
                    Compression.None => false,
                    _ => file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase),
                };
                files.Add(new LandingFile(path, file.Location, file.Size, file.Modified, gzip));
            }
            files.Sort((a, b) => string.CompareOrdinal(a.Path, b.Path));
            return (files, unripe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedallionException(
                ErrorCodes.LandingFolder, $"the landing folder {folder} cannot be listed: {e.Message}", e);
        }
    }

    private static FileSystemEnumerable<FoundFile> Enumerate(string folder, string glob) =>
        new(folder, (ref FileSystemEntry entry) =>
            new FoundFile(entry.FileName.ToString(), entry.ToFullPath(), entry.Length, entry.LastWriteTimeUtc),
            new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
        {
            ShouldIncludePredicate = (ref FileSystemEntry entry) => !entry.IsDirectory && (Matches(glob, entry.FileName)
                || (IsTemporary(entry.FileName) && Matches(glob, entry.FileName[..^Temporary.Length]))),
            ShouldRecursePredicate = (ref FileSystemEntry entry) => !IsHidden(entry.FileName),
        };

    private static bool Matches(string glob, ReadOnlySpan<char> name) =>
        FileSystemName.MatchesSimpleExpression(glob, name, ignoreCase: false);

    private static bool IsTemporary(ReadOnlySpan<char> name) =>
        name.EndsWith(Temporary, StringComparison.OrdinalIgnoreCase);

    private static bool IsHidden(ReadOnlySpan<char> name) =>
        name.StartsWith('.') || name.StartsWith('_') || IsTemporary(name);

    private sealed record FoundFile(string Name, string Location, long Size, DateTimeOffset Modified);
}
