namespace Lakehouse.Quality.Contracts;

/// <summary>A foreign key: columns whose values are those of other columns.</summary>
/// <param name="From">Paths of the columns that refer.</param>
/// <param name="To">As many references: <c>table.column</c>, or the standard's notation by ids.</param>
/// <param name="Position">Where the contract declares it.</param>
public sealed record ContractRelationship(IReadOnlyList<string> From, IReadOnlyList<string> To, FilePosition Position)
{
    /// <summary>What becomes of a record that refers to nothing: the custom property <c>on_missing</c>.</summary>
    /// <value>Default <see cref="OnMissing.Block"/>.</value>
    public OnMissing OnMissing { get; init; } = OnMissing.Block;

    /// <summary>How long a record may wait, by the times of landing: the custom property <c>park_for</c>.</summary>
    /// <value>Default 7 days.</value>
    public TimeSpan ParkFor { get; init; } = TimeSpan.FromDays(7);

    /// <summary>How many records of the dataset may wait: the custom property <c>park_at_most</c>.</summary>
    /// <value>Default 1,000,000.</value>
    public long ParkAtMost { get; init; } = 1_000_000;
}
