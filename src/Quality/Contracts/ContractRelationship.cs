namespace Lakehouse.Quality.Contracts;

/// <summary>A foreign key: columns whose values are those of other columns.</summary>
/// <param name="From">Paths of the columns that refer.</param>
/// <param name="To">As many references: <c>table.column</c>, or the standard's notation by ids.</param>
/// <param name="Position">Where the contract declares it.</param>
public sealed record ContractRelationship(IReadOnlyList<string> From, IReadOnlyList<string> To, FilePosition Position);
