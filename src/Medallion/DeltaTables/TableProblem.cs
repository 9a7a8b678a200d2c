namespace Lakehouse.Medallion.DeltaTables;

/// <summary>Something that is wrong in a Delta table.</summary>
/// <param name="File">The file that is wrong.</param>
/// <param name="Problem">What is wrong with it.</param>
public sealed record TableProblem(string File, string Problem);
