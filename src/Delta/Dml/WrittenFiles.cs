using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Dml;

/// <summary>What an engine wrote for a change.</summary>
/// <param name="Adds">Data files.</param>
/// <param name="ChangeFiles">Change data files.</param>
/// <param name="Rows">Number of rows in the data files.</param>
public sealed record WrittenFiles(IReadOnlyList<AddFile> Adds, IReadOnlyList<AddCdcFile> ChangeFiles, long Rows)
{
    /// <summary>The last number that new rows got, by identity column.</summary>
    /// <value>None.</value>
    public IReadOnlyDictionary<string, long> LastNumbers { get; init; } = new Dictionary<string, long>();
}
