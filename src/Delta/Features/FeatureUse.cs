using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Features;

/// <summary>Which features the metadata of a table turns on, whether or not the protocol lists them.</summary>
internal static class FeatureUse
{
    private static readonly Dictionary<string, string> Flags = new()
    {
        [TableProperties.AppendOnly] = TableFeatures.AppendOnly,
        [TableProperties.EnableInCommitTimestamps] = TableFeatures.InCommitTimestamp,
        [TableProperties.EnableChangeDataFeed] = TableFeatures.ChangeDataFeed,
        [TableProperties.EnableDeletionVectors] = TableFeatures.DeletionVectors,
        [RowTracking.Enabled] = TableFeatures.RowTracking,
        ["delta.enableIcebergCompatV1"] = TableFeatures.IcebergCompatV1,
        ["delta.enableIcebergCompatV2"] = TableFeatures.IcebergCompatV2,
        [TableProperties.EnableTypeWidening] = TableFeatures.TypeWidening,
    };

    private static readonly Dictionary<string, string> FieldKeys = new()
    {
        [RowRules.InvariantsKey] = TableFeatures.Invariants,
        [RowRules.GenerationKey] = TableFeatures.GeneratedColumns,
        [IdentityColumn.StartKey] = TableFeatures.IdentityColumns,
        [RowRules.DefaultKey] = TableFeatures.ColumnDefaults,
    };

    public static SortedSet<string> Of(Metadata metadata)
    {
        var used = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (property, value) in metadata.Configuration)
        {
            if (Flags.TryGetValue(property, out var feature) && bool.TryParse(value, out var on) && on)
                used.Add(feature);
            if (property.StartsWith(RowRules.ConstraintPrefix, StringComparison.Ordinal))
                used.Add(TableFeatures.CheckConstraints);
            if (property == ColumnMapping.ModeProperty && value != "none") used.Add(TableFeatures.ColumnMapping);
            if (property == TableProperties.CheckpointPolicy && value == "v2") used.Add(TableFeatures.V2Checkpoint);
        }
        // The domain keeps how far row ids are given.
        if (used.Contains(TableFeatures.RowTracking)) used.Add(TableFeatures.DomainMetadata);
        AddFromType(metadata.Schema, used);
        return used;
    }

    private static void AddFromType(DataType type, SortedSet<string> used)
    {
        switch (type)
        {
            case StructType row:
                foreach (var field in row.Fields)
                {
                    foreach (var (key, feature) in FieldKeys)
                        if (field.Metadata.ContainsKey(key)) used.Add(feature);
                    AddFromType(field.Type, used);
                }
                break;
            case ArrayType array:
                AddFromType(array.ElementType, used);
                break;
            case MapType map:
                AddFromType(map.KeyType, used);
                AddFromType(map.ValueType, used);
                break;
            case PrimitiveType { Name: "timestamp_ntz" }:
                used.Add(TableFeatures.TimestampNtz);
                break;
            case PrimitiveType { Name: "variant" }:
                used.Add(TableFeatures.Variant);
                break;
        }
    }
}
