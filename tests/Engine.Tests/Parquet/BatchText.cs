using System.Text;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Tests.Parquet;

/// <summary>Rows of a batch as text like JSON, without escapes.</summary>
internal static class BatchText
{
    internal static string Of(IRowBatch batch, StructType schema, int row) => "{" + string.Join(',', schema.Fields.Select(
        field => $"\"{field.Name}\":{Of(batch.Column(field.Name), field.Type, row)}")) + "}";

    private static string Of(IColumn? column, DataType type, int row)
    {
        if (column is null || column.IsNull(row))
        {
            return "null";
        }
        switch (type)
        {
            case StructType inner:
                return "{" + string.Join(',', inner.Fields.Select(
                    field => $"\"{field.Name}\":{Of(column.Field(field.Name), field.Type, row)}")) + "}";
            case ArrayType array:
                var (first, length) = column.Range(row);
                return "[" + string.Join(',', Enumerable.Range(first, length).Select(
                    i => Of(column.Elements, array.ElementType, i))) + "]";
            case MapType map:
                var (start, count) = column.Range(row);
                return "{" + string.Join(',', Enumerable.Range(start, count).Select(
                    i => $"{Of(column.Keys, map.KeyType, i)}:{Of(column.Values, map.ValueType, i)}")) + "}";
            default:
                return type == PrimitiveType.String ? $"\"{Encoding.UTF8.GetString(column.GetBytes(row))}\""
                    : type == PrimitiveType.Boolean ? column.GetBoolean(row) ? "true" : "false"
                    : column.GetInt64(row).ToString();
        }
    }
}
