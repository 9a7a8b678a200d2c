namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>How records of an older version become records of the current one: total, and of fitting types.</summary>
public sealed record UpcastPlan
{
    /// <summary>What can fail on a value.</summary>
    public required IReadOnlyList<UpcastStep> Steps { get; init; }

    /// <summary>The columns of the current version.</summary>
    internal IReadOnlyList<UpcastValue> Columns { get; init; } = [];

    /// <summary>Everything that the result depends on, as text.</summary>
    internal IReadOnlyList<string> Facts { get; init; } = [];
}
