using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>Turns the columns that files hold into those of the table's schema.</summary>
internal static class PhysicalColumns
{
    /// <summary>The fields as files hold them: by their physical names, without those that are never written.</summary>
    public static StructType Of(StructType schema, ColumnMappingMode mode) => new([.. schema.Fields
        .Where(field => field.Type != PrimitiveType.Void)
        .Select(field => field with { Name = field.PhysicalName(mode), Type = TypeOf(field.Type, mode) })]);

    /// <summary>The value of a field in the schema's form.</summary>
    /// <param name="value">SQL of the value as files hold it.</param>
    /// <param name="type">Its type in the schema.</param>
    /// <param name="mode">How columns are found.</param>
    public static string Value(string value, DataType type, ColumnMappingMode mode) =>
        Value(value, type, mode, isStored: false, 0);

    /// <summary>The value of a field in the form that files hold.</summary>
    /// <param name="value">SQL of the value in the schema's form.</param>
    /// <param name="type">Its type in the schema.</param>
    /// <param name="mode">How columns are found.</param>
    public static string Stored(string value, DataType type, ColumnMappingMode mode) =>
        Value(value, type, mode, isStored: true, 0);

    private static string Value(string value, DataType type, ColumnMappingMode mode, bool isStored, int depth)
    {
        if (!Differs(type, mode))
        {
            return value;
        }

        var item = $"x{depth}";
        return type switch
        {
            PrimitiveType => isStored ? value : StoredVariant.Fields(value),
            StructType row => $"case when {value} is not null then struct_pack("
                + string.Join(", ", row.Fields.Where(field => !isStored || field.Type != PrimitiveType.Void).Select(field =>
                    $"{Sql.Name(isStored ? field.PhysicalName(mode) : field.Name)} := {Field(value, field, mode, isStored, depth)}"))
                + ") end",
            ArrayType array =>
                $"list_transform({value}, lambda {item}: {Value(item, array.ElementType, mode, isStored, depth + 1)})",
            MapType map => $"map_from_entries(list_transform(map_entries({value}), lambda {item}: struct_pack("
                + $"k := {Value($"{item}.key", map.KeyType, mode, isStored, depth + 1)}, "
                + $"v := {Value($"{item}.value", map.ValueType, mode, isStored, depth + 1)})))",
            _ => value,
        };
    }

    private static string Field(string row, StructField field, ColumnMappingMode mode, bool isStored, int depth) =>
        field.Type == PrimitiveType.Void
            ? $"null::{DuckDbTypes.ToSql(field.Type)}"
            : Value(
                $"({row}).{Sql.Name(isStored ? field.Name : field.PhysicalName(mode))}", field.Type, mode, isStored, depth);

    private static DataType TypeOf(DataType type, ColumnMappingMode mode) => type switch
    {
        PrimitiveType when type == PrimitiveType.Variant => StoredVariant.Type,
        StructType row => Of(row, mode),
        ArrayType array => array with { ElementType = TypeOf(array.ElementType, mode) },
        MapType map => map with { KeyType = TypeOf(map.KeyType, mode), ValueType = TypeOf(map.ValueType, mode) },
        _ => type,
    };

    /// <summary>Whether the type, or one inside, has another shape in files.</summary>
    private static bool Differs(DataType type, ColumnMappingMode mode) => type switch
    {
        PrimitiveType => type == PrimitiveType.Variant,
        StructType row => row.Fields.Any(field =>
            field.Type == PrimitiveType.Void || field.PhysicalName(mode) != field.Name || Differs(field.Type, mode)),
        ArrayType array => Differs(array.ElementType, mode),
        MapType map => Differs(map.KeyType, mode) || Differs(map.ValueType, mode),
        _ => false,
    };
}
