namespace Lakehouse.Delta.Schemas;

/// <summary>A type of the Delta schema (protocol, "Schema Serialization Format").</summary>
public abstract record DataType;
