namespace Lakehouse.Delta.Schemas;

/// <summary>A type of the Delta schema (protocol, "Schema Serialization Format").</summary>
public abstract record DataType
{
    /// <summary>The protocol's name: <c>string</c>, <c>decimal(10,2)</c>, <c>struct</c> …</summary>
    public abstract string Name { get; }
}
