namespace Lakehouse.Delta.Schemas;

/// <summary>A list of values of one type.</summary>
/// <param name="ElementType">Type of the elements.</param>
/// <param name="ContainsNull">Whether elements may be null.</param>
public sealed record ArrayType(DataType ElementType, bool ContainsNull = true) : DataType
{
    /// <inheritdoc/>
    public override string Name => "array";
}
