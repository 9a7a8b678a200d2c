using System.Text.Json;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Reads the lines of one commit. Unknown actions and fields are passed over (protocol, "Actions").
/// </summary>
internal sealed class ActionReader
{
    private readonly StringMapBuilder _partitionValues = new();
    private readonly StringMapBuilder _tags = new();

    /// <summary>Reads one line; null when it holds no action that is known.</summary>
    /// <exception cref="JsonException">The line is no JSON object or an action lacks what it must have.</exception>
    public DeltaAction? Read(ReadOnlySpan<byte> line)
    {
        var reader = new Utf8JsonReader(line);
        reader.Read();
        reader.Expect(JsonTokenType.StartObject);
        DeltaAction? action = null;
        while (reader.NextMember()) action = ReadAction(ref reader) ?? action;
        reader.Read();
        return action;
    }

    private DeltaAction? ReadAction(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("add"u8)) return Begin(ref reader) ? ReadAdd(ref reader) : null;
        if (reader.ValueTextEquals("remove"u8)) return Begin(ref reader) ? ReadRemove(ref reader) : null;
        if (reader.ValueTextEquals("txn"u8)) return Begin(ref reader) ? ReadTransaction(ref reader) : null;
        if (reader.ValueTextEquals("commitInfo"u8))
            return Begin(ref reader) ? CommitInfoReader.Read(ref reader) : null;
        if (reader.ValueTextEquals("metaData"u8)) return Begin(ref reader) ? MetadataReader.Read(ref reader) : null;
        if (reader.ValueTextEquals("protocol"u8)) return Begin(ref reader) ? ReadProtocol(ref reader) : null;
        if (reader.ValueTextEquals("domainMetadata"u8)) return Begin(ref reader) ? ReadDomain(ref reader) : null;
        if (reader.ValueTextEquals("cdc"u8)) return Begin(ref reader) ? ReadCdc(ref reader) : null;
        if (reader.ValueTextEquals("sidecar"u8)) return Begin(ref reader) ? ReadSidecar(ref reader) : null;
        reader.SkipValue();
        return null;
    }

    private static bool Begin(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Null) return false;
        reader.Expect(JsonTokenType.StartObject);
        return true;
    }

    private AddFile ReadAdd(ref Utf8JsonReader reader)
    {
        string? path = null, stats = null, clusteringProvider = null;
        long? size = null, modificationTime = null, baseRowId = null, defaultRowCommitVersion = null;
        bool? dataChange = null;
        StringMap? tags = null;
        var partitionValues = StringMap.Empty;
        DeletionVectorDescriptor? deletionVector = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("path"u8)) path = reader.RequiredString();
            else if (reader.ValueTextEquals("partitionValues"u8)) partitionValues = ReadPartitionValues(ref reader);
            else if (reader.ValueTextEquals("size"u8)) size = reader.RequiredSize();
            else if (reader.ValueTextEquals("modificationTime"u8)) modificationTime = reader.OptionalLong();
            else if (reader.ValueTextEquals("dataChange"u8)) dataChange = reader.OptionalBool();
            else if (reader.ValueTextEquals("stats"u8)) stats = reader.OptionalString();
            else if (reader.ValueTextEquals("tags"u8)) tags = ReadTags(ref reader);
            else if (reader.ValueTextEquals("deletionVector"u8)) deletionVector = ReadDeletionVector(ref reader);
            else if (reader.ValueTextEquals("baseRowId"u8)) baseRowId = reader.OptionalLong();
            else if (reader.ValueTextEquals("defaultRowCommitVersion"u8))
                defaultRowCommitVersion = reader.OptionalLong();
            else if (reader.ValueTextEquals("clusteringProvider"u8)) clusteringProvider = reader.OptionalString();
            else reader.SkipValue();
        }
        return new AddFile
        {
            Path = PathEncoding.Decode(path ?? throw Missing("add", "path")),
            PartitionValues = partitionValues,
            SizeBytes = size ?? throw Missing("add", "size"),
            ModificationTime = modificationTime ?? 0,
            DataChange = dataChange ?? true,
            StatsJson = stats,
            Tags = tags,
            DeletionVector = deletionVector,
            BaseRowId = baseRowId,
            DefaultRowCommitVersion = defaultRowCommitVersion,
            ClusteringProvider = clusteringProvider,
        };
    }

    private RemoveFile ReadRemove(ref Utf8JsonReader reader)
    {
        string? path = null, stats = null;
        long? size = null, deletionTimestamp = null, baseRowId = null, defaultRowCommitVersion = null;
        bool? dataChange = null;
        StringMap? partitionValues = null, tags = null;
        DeletionVectorDescriptor? deletionVector = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("path"u8)) path = reader.RequiredString();
            else if (reader.ValueTextEquals("partitionValues"u8))
                partitionValues = reader.OptionalMap(_partitionValues);
            else if (reader.ValueTextEquals("size"u8)) size = reader.OptionalLong();
            else if (reader.ValueTextEquals("deletionTimestamp"u8)) deletionTimestamp = reader.OptionalLong();
            else if (reader.ValueTextEquals("dataChange"u8)) dataChange = reader.OptionalBool();
            else if (reader.ValueTextEquals("stats"u8)) stats = reader.OptionalString();
            else if (reader.ValueTextEquals("tags"u8)) tags = ReadTags(ref reader);
            else if (reader.ValueTextEquals("deletionVector"u8)) deletionVector = ReadDeletionVector(ref reader);
            else if (reader.ValueTextEquals("baseRowId"u8)) baseRowId = reader.OptionalLong();
            else if (reader.ValueTextEquals("defaultRowCommitVersion"u8))
                defaultRowCommitVersion = reader.OptionalLong();
            else reader.SkipValue();
        }
        return new RemoveFile
        {
            Path = PathEncoding.Decode(path ?? throw Missing("remove", "path")),
            PartitionValues = partitionValues,
            SizeBytes = size,
            DeletionTimestamp = deletionTimestamp,
            DataChange = dataChange ?? true,
            StatsJson = stats,
            Tags = tags,
            DeletionVector = deletionVector,
            BaseRowId = baseRowId,
            DefaultRowCommitVersion = defaultRowCommitVersion,
        };
    }

    private StringMap ReadPartitionValues(ref Utf8JsonReader reader) =>
        reader.OptionalMap(_partitionValues) ?? StringMap.Empty;

    private StringMap? ReadTags(ref Utf8JsonReader reader) => reader.OptionalMap(_tags);

    private static DeletionVectorDescriptor? ReadDeletionVector(ref Utf8JsonReader reader)
    {
        if (!Begin(ref reader)) return null;
        string? storageType = null, pathOrInlineDv = null;
        long? offset = null, size = null, cardinality = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("storageType"u8)) storageType = reader.RequiredString();
            else if (reader.ValueTextEquals("pathOrInlineDv"u8)) pathOrInlineDv = reader.RequiredString();
            else if (reader.ValueTextEquals("offset"u8)) offset = reader.OptionalLong();
            else if (reader.ValueTextEquals("sizeInBytes"u8)) size = reader.RequiredLong();
            else if (reader.ValueTextEquals("cardinality"u8)) cardinality = reader.RequiredLong();
            else reader.SkipValue();
        }
        return new DeletionVectorDescriptor(
            storageType ?? throw Missing("deletionVector", "storageType"),
            pathOrInlineDv ?? throw Missing("deletionVector", "pathOrInlineDv"),
            offset,
            size ?? throw Missing("deletionVector", "sizeInBytes"),
            cardinality ?? throw Missing("deletionVector", "cardinality"));
    }

    private static SetTransaction ReadTransaction(ref Utf8JsonReader reader)
    {
        string? appId = null;
        long? version = null, lastUpdated = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("appId"u8)) appId = reader.RequiredString();
            else if (reader.ValueTextEquals("version"u8)) version = reader.RequiredLong();
            else if (reader.ValueTextEquals("lastUpdated"u8)) lastUpdated = reader.OptionalLong();
            else reader.SkipValue();
        }
        return new SetTransaction(
            appId ?? throw Missing("txn", "appId"), version ?? throw Missing("txn", "version"), lastUpdated);
    }

    private static Protocol ReadProtocol(ref Utf8JsonReader reader)
    {
        int? minReader = null, minWriter = null;
        IReadOnlyList<string>? readerFeatures = null, writerFeatures = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("minReaderVersion"u8)) minReader = reader.RequiredInt();
            else if (reader.ValueTextEquals("minWriterVersion"u8)) minWriter = reader.RequiredInt();
            else if (reader.ValueTextEquals("readerFeatures"u8)) readerFeatures = reader.OptionalStrings();
            else if (reader.ValueTextEquals("writerFeatures"u8)) writerFeatures = reader.OptionalStrings();
            else reader.SkipValue();
        }
        return new Protocol(
            minReader ?? throw Missing("protocol", "minReaderVersion"),
            minWriter ?? throw Missing("protocol", "minWriterVersion"))
        {
            ReaderFeatures = readerFeatures,
            WriterFeatures = writerFeatures,
        };
    }

    private static DomainMetadata ReadDomain(ref Utf8JsonReader reader)
    {
        string? domain = null, configuration = null;
        bool? removed = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("domain"u8)) domain = reader.RequiredString();
            else if (reader.ValueTextEquals("configuration"u8)) configuration = reader.OptionalString();
            else if (reader.ValueTextEquals("removed"u8)) removed = reader.OptionalBool();
            else reader.SkipValue();
        }
        return new DomainMetadata(
            domain ?? throw Missing("domainMetadata", "domain"), configuration ?? "", removed ?? false);
    }

    private static Sidecar ReadSidecar(ref Utf8JsonReader reader)
    {
        string? path = null;
        long? size = null;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("path"u8)) path = reader.RequiredString();
            else if (reader.ValueTextEquals("sizeInBytes"u8)) size = reader.RequiredSize();
            else reader.SkipValue();
        }
        return new Sidecar(
            PathEncoding.Decode(path ?? throw Missing("sidecar", "path")),
            size ?? throw Missing("sidecar", "sizeInBytes"));
    }

    private AddCdcFile ReadCdc(ref Utf8JsonReader reader)
    {
        string? path = null;
        long? size = null;
        var partitionValues = StringMap.Empty;
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("path"u8)) path = reader.RequiredString();
            else if (reader.ValueTextEquals("partitionValues"u8)) partitionValues = ReadPartitionValues(ref reader);
            else if (reader.ValueTextEquals("size"u8)) size = reader.RequiredSize();
            else reader.SkipValue();
        }
        return new AddCdcFile
        {
            Path = PathEncoding.Decode(path ?? throw Missing("cdc", "path")),
            PartitionValues = partitionValues,
            SizeBytes = size ?? throw Missing("cdc", "size"),
        };
    }

    private static JsonException Missing(string action, string field) => new($"{action} has no {field}");
}
