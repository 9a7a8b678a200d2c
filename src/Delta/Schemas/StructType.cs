namespace Lakehouse.Delta.Schemas;

/// <summary>A row, or a nested object: fields in order.</summary>
/// <param name="Fields">The fields.</param>
public sealed record StructType(IReadOnlyList<StructField> Fields) : DataType
{
    /// <inheritdoc/>
    public override string Name => "struct";
}
