namespace Lakehouse.Delta.Schemas;

/// <summary>A row, or a nested object: fields in order.</summary>
/// <param name="Fields">The fields.</param>
public sealed record StructType(IReadOnlyList<StructField> Fields) : DataType
{
    /// <inheritdoc/>
    public override string Name => "struct";

    /// <summary>The fields, and those of the structs inside of them, at any depth.</summary>
    internal IEnumerable<StructField> AllFields() =>
        Fields.SelectMany(field => Inside(field.Type).Prepend(field));

    private static IEnumerable<StructField> Inside(DataType type) => type switch
    {
        StructType row => row.AllFields(),
        ArrayType array => Inside(array.ElementType),
        MapType map => Inside(map.KeyType).Concat(Inside(map.ValueType)),
        _ => [],
    };
}
