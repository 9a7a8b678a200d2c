using System.Text.Json.Nodes;

namespace Lakehouse.Quality.Profiling;

/// <summary>A value and how often it comes.</summary>
/// <param name="Value">The value.</param>
/// <param name="Count">The rows with it.</param>
public sealed record CountedValue(JsonNode? Value, long Count);
