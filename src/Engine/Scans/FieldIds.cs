using System.Globalization;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// The ids by which files tell columns apart. Where a file has none at all, every column found by id would seem null.
/// </summary>
internal static class FieldIds
{
    private const string IdKey = "delta.columnMapping.id";

    /// <summary>The ids of columns that are written, in the form of DuckDB's option <c>field_ids</c>.</summary>
    public static string Of(IEnumerable<StructField> fields, ColumnMappingMode mode) => $"{{{Members(fields, mode)}}}";

    private static string Members(IEnumerable<StructField> fields, ColumnMappingMode mode) => string.Join(", ", fields
        .Where(field => field.Type != PrimitiveType.Void && field.Metadata.ContainsKey(IdKey))
        .Select(field => $"{Sql.Name(field.PhysicalName(mode))}: {OfField(field, mode)}"));

    private static string OfField(StructField field, ColumnMappingMode mode)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"{field.FieldId()}");
        var inside = Inside(field.Type, mode);
        return inside.Length == 0 ? id : $"{{__duckdb_field_id: {id}, {inside}}}";
    }

    // Elements of lists and maps have no ids; fields of structs in them do.
    private static string Inside(DataType type, ColumnMappingMode mode) => type switch
    {
        StructType row => Members(row.Fields, mode),
        ArrayType array => Part("element", array.ElementType, mode),
        MapType map => string.Join(", ", new[] { Part("key", map.KeyType, mode), Part("value", map.ValueType, mode) }
            .Where(part => part.Length > 0)),
        _ => "",
    };

    private static string Part(string name, DataType type, ColumnMappingMode mode) =>
        Inside(type, mode) is { Length: > 0 } inside ? $"{name}: {{{inside}}}" : "";

    /// <exception cref="EngineException"><see cref="ErrorCodes.FieldIdsMissing"/>.</exception>
    public static async Task EnsureAsync(
        DuckDbEngine engine, string table, IReadOnlyList<string> locations, CancellationToken cancellationToken)
    {
        if (locations.Count == 0)
        {
            return;
        }

        var files = string.Join(", ", locations.Select(Sql.File));
        var without = await engine.QueryAsync(
            $"select file_name from parquet_schema([{files}]) group by file_name having count(field_id) = 0 limit 1",
            row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        if (without.Count > 0)
        {
            throw new EngineException(
                ErrorCodes.FieldIdsMissing,
                $"{Path.GetFileName(without[0])} of {table} has no field ids, and the table finds columns by them. "
                + "Write the file again with ids.");
        }
    }
}
