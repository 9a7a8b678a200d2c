using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;

namespace Lakehouse.Delta.Schemas;

/// <summary>The names that columns have in data files, partition values and statistics.</summary>
public static class ColumnMapping
{
    internal const string ModeProperty = "delta.columnMapping.mode";
    internal const string PhysicalNameKey = "delta.columnMapping.physicalName";
    internal const string IdKey = "delta.columnMapping.id";

    /// <summary>The mode of a table; none where its protocol does not know column mapping.</summary>
    /// <exception cref="DeltaException">DEL0304: the mode is unknown.</exception>
    public static ColumnMappingMode ModeOf(Protocol protocol, Metadata metadata)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        ArgumentNullException.ThrowIfNull(metadata);
        var isSupported = protocol.MinReaderVersion == 2
            || protocol.ReaderFeatures?.Contains(TableFeatures.ColumnMapping) == true;
        return !isSupported ? ColumnMappingMode.None : metadata.Configuration.GetValueOrDefault(ModeProperty) switch
        {
            null or "none" => ColumnMappingMode.None,
            "name" => ColumnMappingMode.Name,
            "id" => ColumnMappingMode.Id,
            _ => throw new DeltaException(
                ErrorCodes.InvalidProperty, $"the table property {ModeProperty} is not none, name or id. Set it again."),
        };
    }

    /// <summary>The name that a field has in files.</summary>
    /// <exception cref="DeltaException">DEL0206: the table maps columns and the field has no such name.</exception>
    public static string PhysicalName(this StructField field, ColumnMappingMode mode)
    {
        ArgumentNullException.ThrowIfNull(field);
        return mode == ColumnMappingMode.None ? field.Name : Read(field, PhysicalNameKey, JsonValueKind.String).GetString()!;
    }

    /// <summary>The id that a field has in files.</summary>
    /// <exception cref="DeltaException">DEL0206: the field has none.</exception>
    public static int FieldId(this StructField field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return Read(field, IdKey, JsonValueKind.Number).TryGetInt32(out var id) ? id : throw Unmapped(field, IdKey);
    }

    /// <summary>Looks whether every field has what its table's mode asks for.</summary>
    /// <exception cref="DeltaException">DEL0206: a field lacks its physical name or id.</exception>
    internal static void Validate(StructType schema, ColumnMappingMode mode)
    {
        if (mode == ColumnMappingMode.None) return;
        foreach (var field in schema.AllFields())
        {
            field.PhysicalName(mode);
            if (mode == ColumnMappingMode.Id) field.FieldId();
        }
    }

    private static JsonElement Read(StructField field, string key, JsonValueKind kind)
    {
        if (!field.Metadata.TryGetValue(key, out var text)) throw Unmapped(field, key);
        using var document = JsonDocument.Parse(text);
        return document.RootElement.ValueKind == kind ? document.RootElement.Clone() : throw Unmapped(field, key);
    }

    private static DeltaException Unmapped(StructField field, string key) => new(
        ErrorCodes.InvalidSchema,
        $"the column '{field.Name}' has no valid {key}, and the table maps its columns. Look at the newest metaData action.");
}
