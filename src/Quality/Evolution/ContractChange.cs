namespace Lakehouse.Quality.Evolution;

/// <summary>One difference between two versions of a contract.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="Code">One of <see cref="ChangeCodes"/> or of <see cref="Compatibility.CompatibilityCodes"/>.</param>
/// <param name="Path">Where: names joined with <c>/</c>.</param>
/// <param name="Message">What changed, a sentence without its end.</param>
public sealed record ContractChange(ChangeKind Kind, string Code, string Path, string Message)
{
    /// <summary>The column of the table that it is about; null for the table as a whole and for words.</summary>
    public string? Column { get; init; }

    /// <summary>
    /// <c>new_reads_old</c> when good records of the old version are refused, <c>old_reads_new</c> when the old version
    /// would refuse new records; null for other changes.
    /// </summary>
    public string? Direction { get; init; }
}
