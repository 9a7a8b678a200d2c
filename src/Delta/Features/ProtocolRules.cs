using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schemas;

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

    /// <summary>Features of new tables that readers need to know too.</summary>
    private static readonly HashSet<string> ReaderFeatures =
    [
        TableFeatures.DeletionVectors, TableFeatures.TimestampNtz, TableFeatures.V2Checkpoint, TableFeatures.ColumnMapping,
        TableFeatures.TypeWidening,
    ];

    /// <exception cref="DeltaException">DEL0301: a feature that readers need is not supported.</exception>
    public static void EnsureReadable(string table, Protocol protocol, Metadata metadata)
    {
        if (protocol.MinReaderVersion is < 1 or > FeatureReader)
            throw Unreadable(table, $"reader version {protocol.MinReaderVersion}");
        foreach (var feature in protocol.ReaderFeatures ?? [])
            if (!TableFeatures.Readable.Contains(feature)) throw Unreadable(table, feature);
        ColumnMapping.Validate(metadata.Schema, ColumnMapping.ModeOf(protocol, metadata));
        if (TypeWidening.FindUnsupported(metadata.Schema) is { } change)
            throw Unreadable(table, $"{TableFeatures.TypeWidening} from {change}", TableFeatures.TypeWidening);
    }

    /// <exception cref="DeltaException">
    /// DEL0302: a feature that writers need is not supported or not listed.
    /// </exception>
    public static void EnsureWritable(
        string table, Protocol protocol, Metadata metadata, bool hasDomainMetadata = false, bool followsRules = false)
    {
        if (protocol.MinWriterVersion is < 1 or > FeatureWriter)
            throw Unwritable(table, $"writer version {protocol.MinWriterVersion}");
        foreach (var feature in protocol.WriterFeatures ?? [])
            if (!TableFeatures.Writable.Contains(feature)) throw Unwritable(table, feature);
        var listed = WriterFeatures(protocol);
        foreach (var feature in Used(metadata, hasDomainMetadata))
        {
            if (TableFeatures.NotInUse.Contains(feature) || (!followsRules && TableFeatures.RowRules.Contains(feature)))
                throw Unwritable(table, feature);
            if (!Lists(listed, feature)) throw Unlisted(table, feature);
        }
        TableProperties.Validate(metadata);
    }

    /// <summary>The least protocol that covers what a new table uses.</summary>
    public static Protocol ForNewTable(Metadata metadata, bool hasDomainMetadata)
    {
        var used = Used(metadata, hasDomainMetadata);
        if (used.All(feature => feature == TableFeatures.AppendOnly)) return new Protocol(1, 2);
        string[] read = [.. used.Where(ReaderFeatures.Contains)];
        return read.Length == 0
            ? new Protocol(1, FeatureWriter) { WriterFeatures = [.. used] }
            : new Protocol(FeatureReader, FeatureWriter) { ReaderFeatures = read, WriterFeatures = [.. used] };
    }

    /// <summary>The protocol, with the features besides that changed metadata uses.</summary>
    public static Protocol Upgraded(Protocol protocol, Metadata metadata)
    {
        var listed = WriterFeatures(protocol);
        string[] missing = [.. FeatureUse.Of(metadata).Where(feature => !Lists(listed, feature))];
        if (missing.Length == 0) return protocol;
        // A legacy version stands for features that have to be listed from now on.
        var legacyRead = protocol.MinReaderVersion == 2 ? new[] { TableFeatures.ColumnMapping } : [];
        string[] read = [.. (protocol.ReaderFeatures ?? legacyRead).Union(missing.Where(ReaderFeatures.Contains)).Order(StringComparer.Ordinal)];
        string[] write = [.. listed.Union(missing).Union(read).Order(StringComparer.Ordinal)];
        return read.Length == 0
            ? new Protocol(1, FeatureWriter) { WriterFeatures = write }
            : new Protocol(FeatureReader, FeatureWriter) { ReaderFeatures = read, WriterFeatures = write };
    }

    private static SortedSet<string> Used(Metadata metadata, bool hasDomainMetadata)
    {
        var used = FeatureUse.Of(metadata);
        if (hasDomainMetadata) used.Add(TableFeatures.DomainMetadata);
        return used;
    }

    private static HashSet<string> WriterFeatures(Protocol protocol) =>
        protocol.MinWriterVersion == FeatureWriter
            ? [.. protocol.WriterFeatures ?? []]
            : [.. LegacyWriters.Where(one => one.Version <= protocol.MinWriterVersion).Select(one => one.Feature)];

    // Some features were tried under a name of their own before the protocol took them over.
    private static bool Lists(HashSet<string> listed, string feature) =>
        listed.Contains(feature) || listed.Contains($"{feature}-preview");

    private static DeltaException Unreadable(string table, string need, string? feature = null) => new(
        ErrorCodes.UnsupportedReaderFeature,
        $"reading {table} needs '{need}', which is not supported. Read it with another program, or drop "
        + "the feature.")
    { Table = table, Feature = feature ?? need };

    private static DeltaException Unlisted(string table, string feature) => new(
        ErrorCodes.UnsupportedWriterFeature,
        $"the commit or {table} uses the feature '{feature}', which the protocol does not list. Commit one "
        + "that lists it.")
    { Table = table, Feature = feature };

    private static DeltaException Unwritable(string table, string feature) => new(
        ErrorCodes.UnsupportedWriterFeature,
        $"writing to {table} needs '{feature}', which is not supported. Write with another program, or "
        + "drop the feature.")
    { Table = table, Feature = feature };
}
