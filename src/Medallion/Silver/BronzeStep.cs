using Lakehouse.Delta.Actions;

namespace Lakehouse.Medallion.Silver;

/// <summary>A range of Bronze versions that is judged in one step.</summary>
/// <param name="From">The version that was taken in before; -1 for none.</param>
/// <param name="To">The last version of the step.</param>
/// <param name="Files">The files that these versions added.</param>
/// <param name="Paths">The landing files whose records they hold, and maybe others.</param>
/// <param name="Records">Records in the files, as their statistics say.</param>
internal sealed record BronzeStep(
    long From, long To, IReadOnlyList<AddFile> Files, IReadOnlyList<string> Paths, long Records)
{
    /// <summary>A step without new records, for those that wait.</summary>
    public static BronzeStep OfWaiting(long version) => new(version, version, [], [], 0);
}
