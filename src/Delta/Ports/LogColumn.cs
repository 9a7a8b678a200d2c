namespace Lakehouse.Delta.Ports;

/// <summary>What of a struct column of a log's Parquet file is read.</summary>
/// <param name="Name">The column.</param>
/// <param name="Required">
/// The field that says whether the column has a value: rows in which it is null may be left out, or be there with fields
/// that are null.
/// </param>
/// <param name="Fields">
/// The fields to read, of those that the file has. One that is null, or an empty map, in every row may be left out.
/// </param>
public sealed record LogColumn(string Name, string Required, IReadOnlyList<string> Fields)
{
    /// <summary>A field of <see cref="Fields"/> that says the same as another one, and may be left out where that is in every row.</summary>
    /// <value>None.</value>
    public (string Field, string SameAs)? Fallback { get; init; }
}
