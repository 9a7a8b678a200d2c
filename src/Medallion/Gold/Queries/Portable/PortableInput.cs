using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>A table that a portable query reads.</summary>
/// <param name="Schema">Its columns.</param>
/// <param name="Relation">SQL of Spark that can follow FROM: a name, or <c>delta.`…` VERSION AS OF n</c>.</param>
public sealed record PortableInput(StructType Schema, string Relation);
