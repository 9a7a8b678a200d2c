using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Profiling;

/// <summary>What a column of a table holds.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in DuckDB.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Nulls">Rows without a value.</param>
public sealed record ColumnProfile(string Name, string Type, long Rows, long Nulls)
{
    /// <summary>How many different values it has.</summary>
    public long Distinct { get; init; }

    /// <summary>The least value; null when it has none, or they have no order.</summary>
    public JsonNode? Least { get; init; }

    /// <summary>The greatest value.</summary>
    public JsonNode? Greatest { get; init; }

    /// <summary>The mean of numbers.</summary>
    public double? Mean { get; init; }

    /// <summary>The fewest characters of a text.</summary>
    public long? ShortestLength { get; init; }

    /// <summary>The most characters of a text.</summary>
    public long? LongestLength { get; init; }

    /// <summary>The most common values, the most common first; at most ten.</summary>
    public IReadOnlyList<CountedValue> TopValues { get; init; } = [];

    /// <summary>The most common forms of texts: 9 for digits, A and a for letters.</summary>
    public IReadOnlyList<CountedValue> Patterns { get; init; } = [];

    /// <summary>The share of the rows without a value, 0 to 1.</summary>
    public double NullShare => Rows == 0 ? 0 : (double)Nulls / Rows;
}
