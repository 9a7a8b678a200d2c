using System.Text.Json;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Values of a row that Spark printed.</summary>
internal static class JsonRow
{
    /// <summary>The value as text; empty for null, and for what is absent.</summary>
    public static string Text(this JsonElement row, string column) =>
        row.TryGetProperty(column, out var value) ? value.ToString() : "";

    public static int Int(this JsonElement row, string column) => row.GetProperty(column).GetInt32();
}
