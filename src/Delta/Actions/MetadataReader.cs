using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Actions;

/// <summary>Reads the fields of <c>metaData</c>. Tables without a schema yet have no schema string.</summary>
internal static class MetadataReader
{
    public static Metadata Read(ref Utf8JsonReader reader)
    {
        string? id = null, name = null, description = null, schema = null;
        IReadOnlyList<string>? partitionColumns = null;
        StringMap? configuration = null;
        long? createdTime = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("id"u8)) id = reader.RequiredString();
            else if (reader.ValueTextEquals("name"u8)) name = reader.OptionalString();
            else if (reader.ValueTextEquals("description"u8)) description = reader.OptionalString();
            else if (reader.ValueTextEquals("schemaString"u8)) schema = reader.OptionalString();
            else if (reader.ValueTextEquals("partitionColumns"u8)) partitionColumns = reader.OptionalStrings();
            else if (reader.ValueTextEquals("configuration"u8)) configuration = reader.OptionalMap(new StringMapBuilder());
            else if (reader.ValueTextEquals("createdTime"u8)) createdTime = reader.OptionalLong();
            else reader.SkipValue();
        }
        return Create(
            id, name, description, schema, partitionColumns, configuration ?? StringMap.Empty, createdTime);
    }

    public static Metadata Create(
        string? id,
        string? name,
        string? description,
        string? schemaString,
        IReadOnlyList<string>? partitionColumns,
        StringMap configuration,
        long? createdTime) => new()
        {
            Id = id ?? throw new JsonException("metaData has no id"),
            Name = name,
            Description = description,
            Schema = schemaString is null ? new StructType([]) : SchemaJson.Parse(schemaString),
            PartitionColumns = partitionColumns is null || partitionColumns.Distinct().Count() == partitionColumns.Count
                ? partitionColumns ?? []
                : throw new JsonException("metaData names a partition column twice"),
            Configuration = configuration
                .Where(property => property.Value is not null)
                .ToDictionary(property => property.Key, property => property.Value!),
            CreatedTime = createdTime,
        };
}
