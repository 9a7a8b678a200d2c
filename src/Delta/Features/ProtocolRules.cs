using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Features;

/// <summary>Decides whether a table can be read and written, and which protocol a new one needs.</summary>
internal static class ProtocolRules
{
    private const int FeatureReader = 3;
    private const int FeatureWriter = 7;

    /// <summary>Features that a legacy writer version stands for, by the version that brought them.</summary>
    private static readonly (int Version, string Feature)[] LegacyWriters =
    [
        (2, TableFeatures.AppendOnly), (2, TableFeatures.Invariants), (3, TableFeatures.CheckConstraints),
        (4, TableFeatures.ChangeDataFeed), (4, TableFeatures.GeneratedColumns), (5, TableFeatures.ColumnMapping),
        (6, TableFeatures.IdentityColumns),
    ];

    /// <exception cref="DeltaException">DEL0301: a feature that readers need is not supported.</exception>
    public static void EnsureReadable(string table, Protocol protocol, Metadata metadata)
    {
        if (protocol.MinReaderVersion is < 1 or > FeatureReader)
            throw Unreadable(table, $"reader version {protocol.MinReaderVersion}");
        foreach (var feature in protocol.ReaderFeatures ?? [])
            if (!TableFeatures.Readable.Contains(feature)) throw Unreadable(table, feature);
        if (FeatureUse.Of(metadata).Contains(TableFeatures.ColumnMapping))
            throw Unreadable(table, TableFeatures.ColumnMapping);
    }

    /// <exception cref="DeltaException">DEL0302: a feature that writers need is not supported or not listed.</exception>
    public static void EnsureWritable(string table, Protocol protocol, Metadata metadata)
    {
        if (protocol.MinWriterVersion is < 1 or > FeatureWriter)
            throw Unwritable(table, $"writer version {protocol.MinWriterVersion}");
        foreach (var feature in protocol.WriterFeatures ?? [])
            if (!TableFeatures.Writable.Contains(feature)) throw Unwritable(table, feature);
        var listed = WriterFeatures(protocol);
        foreach (var feature in FeatureUse.Of(metadata))
        {
            if (TableFeatures.NotInUse.Contains(feature)) throw Unwritable(table, feature);
            if (!listed.Contains(feature))
                throw new DeltaException(
                    ErrorCodes.UnsupportedWriterFeature,
                    $"the properties or columns of {table} use the feature '{feature}', which its protocol does not list. "
                    + "Commit a protocol that lists it.")
                { Table = table, Feature = feature };
        }
        TableProperties.Validate(metadata);
    }

    /// <summary>The least protocol that covers what a new table uses.</summary>
    public static Protocol ForNewTable(Metadata metadata, bool hasDomainMetadata)
    {
        var used = new SortedSet<string>(FeatureUse.Of(metadata), StringComparer.Ordinal);
        if (hasDomainMetadata) used.Add(TableFeatures.DomainMetadata);
        if (used.All(feature => feature == TableFeatures.AppendOnly)) return new Protocol(1, 2);
        if (!used.Contains(TableFeatures.TimestampNtz))
            return new Protocol(1, FeatureWriter) { WriterFeatures = [.. used] };
        return new Protocol(FeatureReader, FeatureWriter)
        {
            ReaderFeatures = [TableFeatures.TimestampNtz],
            WriterFeatures = [.. used],
        };
    }

    private static HashSet<string> WriterFeatures(Protocol protocol) =>
        protocol.MinWriterVersion == FeatureWriter
            ? [.. protocol.WriterFeatures ?? []]
            : [.. LegacyWriters.Where(one => one.Version <= protocol.MinWriterVersion).Select(one => one.Feature)];

    private static DeltaException Unreadable(string table, string feature) => new(
        ErrorCodes.UnsupportedReaderFeature,
        $"reading {table} needs '{feature}', which is not supported. Read it with another program, or drop the feature.")
    { Table = table, Feature = feature };

    private static DeltaException Unwritable(string table, string feature) => new(
        ErrorCodes.UnsupportedWriterFeature,
        $"writing to {table} needs '{feature}', which is not supported. Write with another program, or drop the feature.")
    { Table = table, Feature = feature };
}
