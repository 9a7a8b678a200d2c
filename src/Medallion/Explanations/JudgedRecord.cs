using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Explanations;

/// <summary>A record of Bronze with its verdict, computed again.</summary>
internal sealed record JudgedRecord
{
    /// <summary>Its coordinates.</summary>
    public required RecordAddress Address { get; init; }

    /// <summary>When it landed.</summary>
    public required DateTimeOffset LandedAt { get; init; }

    /// <summary>As received, when it is text.</summary>
    public string? Payload { get; init; }

    /// <summary>As received, when it is not.</summary>
    public byte[]? PayloadBytes { get; init; }

    /// <summary>UTC date of the event.</summary>
    public DateOnly? EventDate { get; init; }

    /// <summary>Hash of the payload.</summary>
    public long? PayloadHash { get; init; }

    /// <summary>Whether it breaks no rule of today's contract.</summary>
    public bool IsValid { get; init; }

    /// <summary>Values of the primary key as texts, by column.</summary>
    public required IReadOnlyDictionary<string, string?> Key { get; init; }

    /// <summary>Columns that <see cref="Read"/> expects, before those of the key.</summary>
    public const string Columns =
        "v.landing_path, v.landing_position, v.landed_at, b.payload, b.payload_bytes, v.event_date, v.payload_hash, "
        + "v.errors is null";

    /// <summary>Reads a row.</summary>
    public static JudgedRecord Read(DuckDBDataReader row, IReadOnlyList<string> keyColumns) => new()
    {
        Address = new RecordAddress(row.GetString(0), row.GetInt64(1)),
        LandedAt = row.GetFieldValue<DateTimeOffset>(2),
        Payload = row.IsDBNull(3) ? null : row.GetString(3),
        PayloadBytes = row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4),
        EventDate = row.IsDBNull(5) ? null : row.GetFieldValue<DateOnly>(5),
        PayloadHash = row.IsDBNull(6) ? null : row.GetInt64(6),
        IsValid = row.GetBoolean(7),
        Key = keyColumns.Select((column, i) => (column, i)).ToDictionary(
            key => key.column, key => row.IsDBNull(8 + key.i) ? null : row.GetString(8 + key.i)),
    };
}
