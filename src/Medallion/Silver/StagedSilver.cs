using Lakehouse.Delta.Actions;
using Lakehouse.Engine;

namespace Lakehouse.Medallion.Silver;

/// <summary>What a step has written, seen by nobody yet.</summary>
internal sealed record StagedSilver
{
    /// <summary>Files with the new rows of Silver.</summary>
    public IReadOnlyList<StagedFile> Accepted { get; init; } = [];

    /// <summary>Files with the rows that stay, of files that held displaced rows.</summary>
    public IReadOnlyList<StagedFile> Staying { get; init; } = [];

    /// <summary>The files that these replace.</summary>
    public IReadOnlyList<AddFile> Replaced { get; init; } = [];

    /// <summary>Files with the rejected records.</summary>
    public IReadOnlyList<StagedFile> Rejected { get; init; } = [];

    /// <summary>What changes for records that others keep out; null for datasets that withhold none.</summary>
    public StagedWithheld? Withheld { get; init; }

    /// <summary>Whether nothing was read, and no record went anywhere.</summary>
    public bool ChangesNothing => Balance == new Balance();

    /// <summary>Where the records went, counted from what was written.</summary>
    public Balance Balance { get; init; } = new();

    /// <summary>Records by error code.</summary>
    public IReadOnlyDictionary<string, long> Errors { get; init; } = new Dictionary<string, long>();

    /// <summary>Partitions that valid records fall into.</summary>
    public IReadOnlyList<string> TouchedDates { get; init; } = [];
}
