namespace Lakehouse.Quality.Contracts;

/// <summary>Column names that the tables use themselves.</summary>
public static class ReservedColumns
{
    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "landing_path", "landing_position", "landed_at", "event_date",
        "payload", "payload_bytes", "payload_hash", "undeclared", "errors",
    };

    /// <summary>Whether a contract cannot have a column of this name; so are all names that start with <c>_</c>.</summary>
    public static bool Contains(string name) => name.StartsWith('_') || Names.Contains(name);
}
