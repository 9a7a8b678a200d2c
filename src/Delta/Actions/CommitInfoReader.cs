using System.Text.Json;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Reads the fields of <c>commitInfo</c>. Writers may put there what they like, so a field of another type than usual
/// is passed over.
/// </summary>
internal static class CommitInfoReader
{
    public static CommitInfo Read(ref Utf8JsonReader reader)
    {
        var info = new CommitInfo();
        while (reader.NextMember())
        {
            if (reader.ValueTextEquals("timestamp"u8)) info = info with { Timestamp = Integer(ref reader) };
            else if (reader.ValueTextEquals("inCommitTimestamp"u8))
                info = info with { InCommitTimestamp = Integer(ref reader) };
            else if (reader.ValueTextEquals("operation"u8)) info = info with { Operation = Text(ref reader) };
            else if (reader.ValueTextEquals("operationParameters"u8))
                info = info with { OperationParameters = Map(ref reader) ?? StringMap.Empty };
            else if (reader.ValueTextEquals("operationMetrics"u8))
                info = info with { OperationMetrics = Map(ref reader) };
            else if (reader.ValueTextEquals("readVersion"u8)) info = info with { ReadVersion = Integer(ref reader) };
            else if (reader.ValueTextEquals("isolationLevel"u8))
                info = info with { IsolationLevel = Text(ref reader) };
            else if (reader.ValueTextEquals("isBlindAppend"u8)) info = info with { IsBlindAppend = Flag(ref reader) };
            else if (reader.ValueTextEquals("userMetadata"u8)) info = info with { UserMetadata = Text(ref reader) };
            else if (reader.ValueTextEquals("tags"u8)) info = info with { Tags = Map(ref reader) };
            else if (reader.ValueTextEquals("engineInfo"u8)) info = info with { EngineInfo = Text(ref reader) };
            else if (reader.ValueTextEquals("txnId"u8)) info = info with { TxnId = Text(ref reader) };
            else reader.SkipValue();
        }
        return info;
    }

    private static string? Text(ref Utf8JsonReader reader) =>
        NextIs(ref reader, JsonTokenType.String) ? reader.GetString() : null;

    private static long? Integer(ref Utf8JsonReader reader) =>
        NextIs(ref reader, JsonTokenType.Number) && reader.TryGetInt64(out var value) ? value : null;

    private static bool? Flag(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.True or JsonTokenType.False) return reader.GetBoolean();
        reader.Skip();
        return null;
    }

    private static StringMap? Map(ref Utf8JsonReader reader)
    {
        var ahead = reader;
        ahead.Read();
        if (ahead.TokenType == JsonTokenType.StartObject) return reader.OptionalMap(new StringMapBuilder());
        reader.SkipValue();
        return null;
    }

    private static bool NextIs(ref Utf8JsonReader reader, JsonTokenType type)
    {
        reader.Read();
        if (reader.TokenType == type) return true;
        reader.Skip();
        return false;
    }
}
