using System.Text.Encodings.Web;
using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Actions;

/// <summary>Writes actions as the lines of a commit and, in the same shape, as the rows of a checkpoint.</summary>
internal static class ActionWriter
{
    public static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>For JSON inside of texts, with few escapes.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = Options.Encoder };

    public static void Write(Utf8JsonWriter json, DeltaAction action)
    {
        json.WriteStartObject();
        switch (action)
        {
            case AddFile add: WriteAdd(json, add); break;
            case RemoveFile remove: WriteRemove(json, remove); break;
            case SetTransaction transaction: WriteTransaction(json, transaction); break;
            case Protocol: json.WritePropertyName("protocol"u8); WriteBody(json, action); break;
            case Metadata: json.WritePropertyName("metaData"u8); WriteBody(json, action); break;
            case DomainMetadata: json.WritePropertyName("domainMetadata"u8); WriteBody(json, action); break;
            case AddCdcFile cdc: WriteCdc(json, cdc); break;
            case CommitInfo info: WriteCommitInfo(json, info); break;
            default: throw new ArgumentException($"unknown action {action.GetType().Name}", nameof(action));
        }
        json.WriteEndObject();
    }

    /// <summary>Writes what stands inside an action that other files of the log repeat.</summary>
    public static void WriteBody(Utf8JsonWriter json, DeltaAction action)
    {
        json.WriteStartObject();
        switch (action)
        {
            case Protocol protocol: WriteProtocolBody(json, protocol); break;
            case Metadata metadata: WriteMetadataBody(json, metadata); break;
            case DomainMetadata domain: WriteDomainBody(json, domain); break;
            default: throw new ArgumentException($"unknown action {action.GetType().Name}", nameof(action));
        }
        json.WriteEndObject();
    }

    private static void WriteAdd(Utf8JsonWriter json, AddFile add)
    {
        json.WriteStartObject("add"u8);
        json.WriteString("path"u8, PathEncoding.Encode(add.Path));
        WriteMap(json, "partitionValues", add.PartitionValues);
        json.WriteNumber("size"u8, add.SizeBytes);
        json.WriteNumber("modificationTime"u8, add.ModificationTime);
        json.WriteBoolean("dataChange"u8, add.DataChange);
        WriteOptional(json, "stats", add.StatsJson);
        if (add.Tags is not null) WriteMap(json, "tags", add.Tags);
        WriteDeletionVector(json, add.DeletionVector);
        WriteOptional(json, "baseRowId", add.BaseRowId);
        WriteOptional(json, "defaultRowCommitVersion", add.DefaultRowCommitVersion);
        WriteOptional(json, "clusteringProvider", add.ClusteringProvider);
        json.WriteEndObject();
    }

    private static void WriteRemove(Utf8JsonWriter json, RemoveFile remove)
    {
        json.WriteStartObject("remove"u8);
        json.WriteString("path"u8, PathEncoding.Encode(remove.Path));
        WriteOptional(json, "deletionTimestamp", remove.DeletionTimestamp);
        json.WriteBoolean("dataChange"u8, remove.DataChange);
        json.WriteBoolean("extendedFileMetadata"u8, remove.PartitionValues is not null && remove.SizeBytes is not null);
        if (remove.PartitionValues is not null) WriteMap(json, "partitionValues", remove.PartitionValues);
        WriteOptional(json, "size", remove.SizeBytes);
        WriteOptional(json, "stats", remove.StatsJson);
        if (remove.Tags is not null) WriteMap(json, "tags", remove.Tags);
        WriteDeletionVector(json, remove.DeletionVector);
        WriteOptional(json, "baseRowId", remove.BaseRowId);
        WriteOptional(json, "defaultRowCommitVersion", remove.DefaultRowCommitVersion);
        json.WriteEndObject();
    }

    private static void WriteDeletionVector(Utf8JsonWriter json, DeletionVectorDescriptor? deletionVector)
    {
        if (deletionVector is null) return;
        json.WriteStartObject("deletionVector"u8);
        json.WriteString("storageType"u8, deletionVector.StorageType);
        json.WriteString("pathOrInlineDv"u8, deletionVector.PathOrInlineDv);
        WriteOptional(json, "offset", deletionVector.Offset);
        json.WriteNumber("sizeInBytes"u8, deletionVector.SizeBytes);
        json.WriteNumber("cardinality"u8, deletionVector.Cardinality);
        json.WriteEndObject();
    }

    private static void WriteTransaction(Utf8JsonWriter json, SetTransaction transaction)
    {
        json.WriteStartObject("txn"u8);
        json.WriteString("appId"u8, transaction.AppId);
        json.WriteNumber("version"u8, transaction.Version);
        WriteOptional(json, "lastUpdated", transaction.LastUpdated);
        json.WriteEndObject();
    }

    private static void WriteProtocolBody(Utf8JsonWriter json, Protocol protocol)
    {
        json.WriteNumber("minReaderVersion"u8, protocol.MinReaderVersion);
        json.WriteNumber("minWriterVersion"u8, protocol.MinWriterVersion);
        if (protocol.ReaderFeatures is not null) WriteList(json, "readerFeatures", protocol.ReaderFeatures);
        if (protocol.WriterFeatures is not null) WriteList(json, "writerFeatures", protocol.WriterFeatures);
    }

    private static void WriteMetadataBody(Utf8JsonWriter json, Metadata metadata)
    {
        json.WriteString("id"u8, metadata.Id);
        WriteOptional(json, "name", metadata.Name);
        WriteOptional(json, "description", metadata.Description);
        json.WriteStartObject("format"u8);
        json.WriteString("provider"u8, "parquet"u8);
        json.WriteStartObject("options"u8);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteString("schemaString"u8, SchemaJson.Write(metadata.Schema));
        WriteList(json, "partitionColumns", metadata.PartitionColumns);
        WriteMap(json, "configuration", metadata.Configuration);
        WriteOptional(json, "createdTime", metadata.CreatedTime);
    }

    private static void WriteDomainBody(Utf8JsonWriter json, DomainMetadata domain)
    {
        json.WriteString("domain"u8, domain.Domain);
        json.WriteString("configuration"u8, domain.Configuration);
        json.WriteBoolean("removed"u8, domain.Removed);
    }

    private static void WriteCdc(Utf8JsonWriter json, AddCdcFile cdc)
    {
        json.WriteStartObject("cdc"u8);
        json.WriteString("path"u8, PathEncoding.Encode(cdc.Path));
        WriteMap(json, "partitionValues", cdc.PartitionValues);
        json.WriteNumber("size"u8, cdc.SizeBytes);
        json.WriteBoolean("dataChange"u8, false);
        json.WriteEndObject();
    }

    private static void WriteCommitInfo(Utf8JsonWriter json, CommitInfo info)
    {
        json.WriteStartObject("commitInfo"u8);
        WriteOptional(json, "inCommitTimestamp", info.InCommitTimestamp);
        WriteOptional(json, "timestamp", info.Timestamp);
        WriteOptional(json, "operation", info.Operation);
        WriteMap(json, "operationParameters", info.OperationParameters);
        WriteOptional(json, "readVersion", info.ReadVersion);
        WriteOptional(json, "isolationLevel", info.IsolationLevel);
        if (info.IsBlindAppend is { } blind) json.WriteBoolean("isBlindAppend"u8, blind);
        if (info.OperationMetrics is not null) WriteMap(json, "operationMetrics", info.OperationMetrics);
        WriteOptional(json, "userMetadata", info.UserMetadata);
        if (info.Tags is not null) WriteMap(json, "tags", info.Tags);
        WriteOptional(json, "engineInfo", info.EngineInfo);
        WriteOptional(json, "txnId", info.TxnId);
        json.WriteEndObject();
    }

    private static void WriteMap<TValue>(
        Utf8JsonWriter json, string name, IReadOnlyDictionary<string, TValue> map) where TValue : class?
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in map) json.WriteString(key, value as string);
        json.WriteEndObject();
    }

    private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values) json.WriteStringValue(value);
        json.WriteEndArray();
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number) json.WriteNumber(name, number);
    }
}
