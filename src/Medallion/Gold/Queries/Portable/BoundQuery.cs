namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A query in Spark's SQL, and its columns.</summary>
internal sealed record BoundQuery(string Sql, IReadOnlyList<OutputColumn> Columns);
