namespace Lakehouse.Quality.Contracts;

/// <summary>Column names that the tables use themselves.</summary>
public static class ReservedColumns
{
    /// <summary>The UTC date of the event time, which every Silver table has.</summary>
    public const string EventDate = "event_date";

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "landing_path", "landing_position", "landed_at", EventDate,
        "payload", "payload_bytes", "payload_hash", "undeclared", "errors",
    };

    /// <summary>Whether a contract cannot have a column of this name; so are all names that start with <c>_</c>.</summary>
    public static bool Contains(string name) => name.StartsWith('_') || Names.Contains(name);
}
