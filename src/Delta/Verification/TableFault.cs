namespace Lakehouse.Delta.Verification;

/// <summary>Something in a table that is not as it must be.</summary>
/// <param name="File">The file that is wrong, below the table's root where it is.</param>
/// <param name="Problem">What is wrong.</param>
public sealed record TableFault(string File, string Problem);
