using Lakehouse.Engine;

namespace Lakehouse.Medallion.Bronze;

/// <summary>The query that turns lines into Bronze rows.</summary>
internal static class BronzeSql
{
    /// <summary>Rows of landing files, in the columns of <see cref="BronzeTable.Stored"/>.</summary>
    /// <param name="engine">The engine that runs it.</param>
    /// <param name="lines">SQL of the lines that can follow FROM.</param>
    /// <param name="landedAt">When they land.</param>
    public static string Select(IEngine engine, string lines, DateTimeOffset landedAt)
    {
        string Cast(string value, string column) =>
            $"cast({value} as {engine.TypeName(BronzeTable.Schema.Fields.First(field => field.Name == column).Type)}) as {column}";
        return $"""
            select landing_path, landing_position, payload, payload_bytes, {Cast("null", "record_key")}, {Cast("null", "headers")},
              source_time, {Cast($"'{landedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00:00'", "landed_at")}
            from {lines}
            """;
    }
}
