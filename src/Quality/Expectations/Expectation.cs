using System.Text.Json;

namespace Lakehouse.Quality.Expectations;

/// <summary>One expectation of a suite: what a table must satisfy.</summary>
/// <param name="Type">What is expected, and how it is measured.</param>
/// <param name="Kwargs">Its arguments, parameters filled in; an object.</param>
/// <param name="Source">The expectation as the suite has it; an object.</param>
/// <param name="Position">Where the suite has it.</param>
public sealed record Expectation(ExpectationType Type, JsonElement Kwargs, JsonElement Source, FilePosition Position)
{
    /// <summary>The share of the values that must be as expected, 0 to 1.</summary>
    /// <value>Default 1.</value>
    public double Mostly { get; init; } = 1;

    /// <summary>The condition that rows must satisfy to be looked at; null for all rows.</summary>
    internal Conditions.RowCondition? RowCondition { get; init; }

    /// <summary>Type and columns in short: <c>expect_column_values_to_be_unique(id)</c>.</summary>
    public string Label => $"{Type.Name}({string.Join(", ", Columns)})";

    /// <summary>The columns that it names.</summary>
    public IReadOnlyList<string> Columns => [.. Type.Arguments
        .Where(a => a.Kind is ArgumentKind.Column or ArgumentKind.Columns && Kwargs.TryGetProperty(a.Name, out _))
        .Select(a => Kwargs.GetProperty(a.Name))
        .SelectMany(value => value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : (IEnumerable<JsonElement>)[value])
        .Select(name => name.GetString()!)];

    /// <summary>Whether its severity is less than critical.</summary>
    public bool OnlyWarns => Source.TryGetProperty("severity", out var severity) && severity.ValueKind == JsonValueKind.String
        && severity.GetString() is "warning" or "info";
}
