using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>A conversion that can fail on a value, which is an error of that record.</summary>
/// <param name="Target">The field of the current version.</param>
/// <param name="Position">Where the rule stands.</param>
public sealed record UpcastStep(RecordField Target, FilePosition Position)
{
    /// <summary>SQL over the columns of the older version; null when <see cref="From"/> is cast.</summary>
    public string? Expression { get; init; }

    /// <summary>The older field that is cast to the target's type.</summary>
    public RecordField? From { get; init; }

    /// <summary>Canonical text of the target's type that stands in for null.</summary>
    public string? Default { get; init; }

    /// <summary>The older object that has to be there for the target to be required; null when nothing has to.</summary>
    public string? Around { get; init; }
}
