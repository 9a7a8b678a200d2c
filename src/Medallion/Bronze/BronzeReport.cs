namespace Lakehouse.Medallion.Bronze;

/// <summary>What a run did for one source's Bronze table.</summary>
/// <param name="Source">The source.</param>
public sealed record BronzeReport(string Source)
{
    /// <summary>New files taken in.</summary>
    public int Files { get; init; }

    /// <summary>Their length on disk.</summary>
    public long SizeBytes { get; init; }

    /// <summary>Records in them.</summary>
    public long Records { get; init; }

    /// <summary>Files that were landed before, unchanged.</summary>
    public int Known { get; init; }

    /// <summary>Files left alone, for they may still be written.</summary>
    public int Unripe { get; init; }

    /// <summary>Version of the table that holds the new records; null when nothing was committed.</summary>
    public long? Version { get; init; }

    /// <summary>Time spent.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>Files refused.</summary>
    public IReadOnlyList<RunProblem> Problems { get; init; } = [];
}
