namespace Lakehouse.Medallion.Contracts;

/// <summary>The contracts as they were: of another folder, or of a revision in git.</summary>
internal abstract class ContractBaseline
{
    /// <summary>Where they come from, for people.</summary>
    public abstract string Name { get; }

    /// <summary>The files below <c>contracts/</c> with their texts, by path relative to the project.</summary>
    public abstract Task<IReadOnlyDictionary<string, string>> ReadAsync(CancellationToken cancellationToken);

    /// <summary>
    /// All earlier texts of files, oldest first, the one of the baseline left out; files whose earlier texts are not known are not
    /// in it.
    /// </summary>
    /// <param name="paths">Paths relative to the project.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public abstract Task<IReadOnlyDictionary<string, IReadOnlyList<string>>> ReadEarlierAsync(
        IReadOnlyCollection<string> paths, CancellationToken cancellationToken);

    /// <summary>The baseline that a user names: a folder when there is one of that name, otherwise a revision.</summary>
    /// <param name="project">The project folder.</param>
    /// <param name="against">A project folder, or a revision such as <c>main</c> or <c>HEAD~1</c>.</param>
    public static ContractBaseline Of(string project, string against) =>
        Directory.Exists(against) ? new FolderBaseline(against) : new GitBaseline(project, against);
}
