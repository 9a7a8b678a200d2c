using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>A table that Spark makes with a feature of the protocol.</summary>
/// <param name="Name">Name of the table.</param>
/// <param name="Columns">What is looked at; SQL that Spark and DuckDB both understand.</param>
/// <param name="Statements">SQL of Spark in which <c>{t}</c> stands for the table and <c>{source}</c> for another.</param>
/// <param name="Rows">The rows, by id, as texts.</param>
/// <param name="IsUsed">Tells that the feature is used, from the snapshot and the table's folder.</param>
internal sealed record SparkFeature(
    string Name, string Columns, IReadOnlyList<string> Statements, IReadOnlyList<string> Rows, Func<Snapshot, string, bool> IsUsed)
{
    /// <summary>The rows after we changed them; as they were by default.</summary>
    public IReadOnlyList<string> RowsAfter { get; init; } = Rows;
}
