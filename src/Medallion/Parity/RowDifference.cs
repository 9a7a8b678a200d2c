namespace Lakehouse.Medallion.Parity;

/// <summary>A row that the roots do not hold alike.</summary>
/// <param name="Row">Values of the columns that name it: the key, or all columns of a table without a key.</param>
/// <param name="Left">How many such rows the first root has.</param>
/// <param name="Right">How many the second has.</param>
/// <param name="Columns">The columns with other values, by name; empty when a row is missing or repeated.</param>
public sealed record RowDifference(
    IReadOnlyList<KeyValuePair<string, string?>> Row, long Left, long Right, IReadOnlyList<string> Columns);
