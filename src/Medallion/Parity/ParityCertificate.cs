namespace Lakehouse.Medallion.Parity;

/// <summary>Whether two storage roots of one project hold the same tables.</summary>
/// <param name="Project">Name of the project.</param>
/// <param name="Left">What made the tables of the first root, such as <c>duckdb</c>.</param>
/// <param name="Right">What made those of the second.</param>
/// <param name="ComparedAt">When they were compared.</param>
/// <param name="Tables">Every table that at least one root has, in the order in which data flows.</param>
public sealed record ParityCertificate(
    string Project, string Left, string Right, DateTimeOffset ComparedAt, IReadOnlyList<TableParity> Tables)
{
    /// <summary>Whether all tables are the same.</summary>
    public bool Holds => Tables.All(table => table.Holds);

    /// <summary>Columns that were left out because the caller asked for it.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
}
