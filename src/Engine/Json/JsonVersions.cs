namespace Lakehouse.Engine.Json;

/// <summary>The declarations of records that say which one they follow.</summary>
/// <param name="Path">Names of members from the root down to the one that holds the version.</param>
/// <param name="Known">The versions, the current one first.</param>
public sealed record JsonVersions(IReadOnlyList<string> Path, IReadOnlyList<JsonVersion> Known)
{
    /// <summary>Versions that are known and not accepted.</summary>
    public IReadOnlyList<string> Drafts { get; init; } = [];

    /// <summary>
    /// Name of the member that holds the record itself, beside the one member of <see cref="Path"/>: then nothing else may stand
    /// there. Null when the version stands in the record.
    /// </summary>
    /// <value>Default null.</value>
    public string? Content { get; init; }

    /// <summary>Whether a record that names no version is refused; otherwise it is of the current one.</summary>
    /// <value>Default false.</value>
    public bool Required { get; init; }
}
