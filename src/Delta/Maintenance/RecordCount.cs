using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Maintenance;

/// <summary>The number of rows that a file's statistics tell, deleted ones included.</summary>
internal static class RecordCount
{
    public static long? Of(AddFile file)
    {
        if (file.StatsJson is null) return null;
        try
        {
            using var statistics = JsonDocument.Parse(file.StatsJson);
            return statistics.RootElement.ValueKind == JsonValueKind.Object
                && statistics.RootElement.TryGetProperty("numRecords", out var count)
                && count.ValueKind == JsonValueKind.Number && count.TryGetInt64(out var rows) ? rows : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
