namespace Lakehouse.Medallion.Gold.Queries.Lineage;

/// <summary>The columns of a product.</summary>
/// <param name="Columns">Its own columns in order, each with the columns it comes from.</param>
/// <param name="Used">All columns that its query names, those of conditions included.</param>
internal sealed record ProductColumns(IReadOnlyList<LineageColumn> Columns, IReadOnlySet<ColumnSource> Used);
