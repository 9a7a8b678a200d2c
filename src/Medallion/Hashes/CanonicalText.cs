using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Hashes;

/// <summary>
/// SQL for a row's canonical text (semantics, "Content hash"): each value with a presence mark and either a length or an
/// end mark, so that different rows never have one text.
/// </summary>
internal static class CanonicalText
{
    /// <summary>An expression for the text of the given columns.</summary>
    public static string OfRow(IEnumerable<StructField> fields) =>
        $"concat({string.Join(", ", fields.Select(field => OfValue(Quote(field.Name), field.Type)))})";

    private static string OfValue(string value, DataType type) =>
        $"case when {value} is null then '-' else {OfPresent(value, type)} end";

    private static string OfPresent(string value, DataType type) => type switch
    {
        StructType row => $"concat('+(', {string.Join(", ", row.Fields.Select(
            field => OfValue($"{value}.{Quote(field.Name)}", field.Type)))}, ')')",
        ArrayType array => $"concat('+[', len({value}), ':', array_to_string(list_transform({value}, "
            + $"lambda x: {OfValue("x", array.ElementType)}), ''), ']')",
        MapType map => OfPresent($"list_sort(map_entries({value}))", new ArrayType(new StructType(
            [new StructField("key", map.KeyType), new StructField("value", map.ValueType)]))),
        PrimitiveType { Name: "string" } => $"concat('+', strlen({value}), ':', {value})",
        PrimitiveType { Name: "binary" } => $"concat('+', hex({value}), ';')",
        PrimitiveType { Name: "boolean" } => $"concat('+', {value}::int, ';')",
        PrimitiveType { Name: "date" } => $"concat('+', {value} - date '1970-01-01', ';')",
        PrimitiveType { Name: "timestamp" or "timestamp_ntz" } => $"concat('+', epoch_us({value}), ';')",
        _ => $"concat('+', {value}, ';')",
    };

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
