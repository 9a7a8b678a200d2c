using System.Buffers;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Checkpoints;

/// <summary>Totals of a version, by which readers can check what they replayed (protocol, "Version Checksum File").</summary>
internal static class VersionChecksum
{
    /// <summary>The content of the <c>.crc</c> file of a version.</summary>
    public static ReadOnlyMemory<byte> Write(Snapshot snapshot, string? txnId)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer, ActionWriter.Options);
        json.WriteStartObject();
        if (txnId is not null) json.WriteString("txnId"u8, txnId);
        json.WriteNumber("tableSizeBytes"u8, snapshot.SizeBytes);
        json.WriteNumber("numFiles"u8, snapshot.Files.Count);
        json.WriteNumber("numMetadata"u8, 1);
        json.WriteNumber("numProtocol"u8, 1);
        if (snapshot.Metadata.HasInCommitTimestamps())
            json.WriteNumber("inCommitTimestampOpt"u8, snapshot.Timestamp.ToUnixTimeMilliseconds());
        json.WriteStartArray("domainMetadata"u8);
        foreach (var domain in snapshot.Domains.Values) ActionWriter.WriteBody(json, domain);
        json.WriteEndArray();
        json.WritePropertyName("metadata"u8);
        ActionWriter.WriteBody(json, snapshot.Metadata);
        json.WritePropertyName("protocol"u8);
        ActionWriter.WriteBody(json, snapshot.Protocol);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
