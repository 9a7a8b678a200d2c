namespace Lakehouse.Medallion.Tables;

/// <summary>Columns that Medallion adds to the data.</summary>
internal static class TechnicalColumns
{
    /// <summary>First half of a record's coordinates.</summary>
    public const string LandingPath = "landing_path";

    /// <summary>Second half of a record's coordinates.</summary>
    public const string LandingPosition = "landing_position";

    /// <summary>When Bronze first took the record; data, kept by a rebuild.</summary>
    public const string LandedAt = "landed_at";

    /// <summary>Hash of the payload, to tell a repeated record from a conflicting one.</summary>
    public const string PayloadHash = "_payload_hash";

    /// <summary>The run that wrote the row.</summary>
    public const string RunId = "run_id";

    /// <summary>Columns that take no part in content hashes: they tell of the run, or of other columns.</summary>
    public static readonly IReadOnlySet<string> NotContent = new HashSet<string> { RunId, PayloadHash };
}
