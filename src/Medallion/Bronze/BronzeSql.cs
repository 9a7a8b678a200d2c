using Lakehouse.Engine.Lines;

namespace Lakehouse.Medallion.Bronze;

/// <summary>The query that turns lines into Bronze rows.</summary>
internal static class BronzeSql
{
    /// <summary>Rows of a prepared batch, in the columns of <see cref="BronzeTable"/> without the partition column.</summary>
    public static string Select(long batch, DateTimeOffset landedAt) => $"""
        select landing_path, landing_position, payload, payload_bytes,
          null::varchar as record_key, null::map(varchar, varchar) as headers, source_time,
          timestamptz '{landedAt.UtcDateTime:yyyy-MM-dd HH:mm:ss.ffffff}+00' as landed_at
        from {LandingLinesFunction.Name}({batch})
        """;
}
