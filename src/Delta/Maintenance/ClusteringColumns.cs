using System.Text.Json;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Maintenance;

/// <summary>The columns by which a table wants its rows clustered (protocol, "Clustered Table").</summary>
internal static class ClusteringColumns
{
    private const string Domain = "delta.clustering";

    /// <summary>Their names; none when the table has no clustering, or clusters by something other than plain columns.</summary>
    public static IReadOnlyList<string> Of(Snapshot snapshot)
    {
        if (!snapshot.Domains.TryGetValue(Domain, out var domain)) return [];
        try
        {
            using var document = JsonDocument.Parse(domain.Configuration);
            return document.RootElement.TryGetProperty("clusteringColumns", out var columns)
                ? [.. columns.EnumerateArray().Select(column => Name(snapshot, column)).OfType<string>()]
                : [];
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new DeltaException(
                ErrorCodes.InvalidProperty,
                $"the domain {Domain} of {snapshot.Table} is not what the protocol says. Set the clustering columns again.",
                error)
            { Table = snapshot.Table };
        }
    }

    // The domain has physical names, as the path of a column.
    private static string? Name(Snapshot snapshot, JsonElement column)
    {
        string?[] path = [.. column.EnumerateArray().Select(part => part.GetString())];
        return path.Length != 1 ? null : snapshot.Metadata.Schema.Fields
            .FirstOrDefault(field => field.PhysicalName(snapshot.ColumnMapping) == path[0])?.Name;
    }
}
