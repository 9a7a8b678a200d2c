namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A column that a table or query gives.</summary>
internal sealed record OutputColumn(string Name, SqlType Type);
