using System.Buffers;
using System.Text.Json;

namespace Lakehouse.Delta.Log;

/// <summary>The hint where the newest checkpoint is (protocol, "Last Checkpoint File"). It may be wrong.</summary>
/// <param name="Version">Version of the checkpoint.</param>
/// <param name="Size">Number of actions in it.</param>
/// <param name="Adds">Number of live files in it.</param>
internal sealed record LastCheckpoint(long Version, long Size, long Adds)
{
    /// <summary>Reads the version out of a hint; null when it is torn or no hint at all.</summary>
    public static long? TryReadVersion(byte[]? content)
    {
        if (content is null) return null;
        try
        {
            using var document = JsonDocument.Parse(content);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("version", out var version)
                && version.ValueKind == JsonValueKind.Number
                && version.TryGetInt64(out var value) && value >= 0 ? value : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public ReadOnlyMemory<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteNumber("version"u8, Version);
        json.WriteNumber("size"u8, Size);
        json.WriteNumber("numOfAddFiles"u8, Adds);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
