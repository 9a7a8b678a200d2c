namespace Lakehouse.Delta.Schemas;

/// <summary>Keys with values.</summary>
/// <param name="KeyType">Type of the keys.</param>
/// <param name="ValueType">Type of the values.</param>
/// <param name="ValueContainsNull">Whether values may be null.</param>
public sealed record MapType(DataType KeyType, DataType ValueType, bool ValueContainsNull = true) : DataType
{
    /// <inheritdoc/>
    public override string Name => "map";
}
