using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>A quality entry of the contract standard, taken apart but not yet bound to columns.</summary>
/// <param name="Source">Where it was read from, for further keys and for reports.</param>
/// <param name="Type"><c>text</c>, <c>library</c>, <c>sql</c> or <c>custom</c>.</param>
internal sealed record QualityEntry(MappingReader Source, string Type)
{
    public string? Name { get; init; }

    public string? Metric { get; init; }

    public Threshold? Threshold { get; init; }

    public bool InPercent { get; init; }

    public Severity Severity { get; init; }

    public MappingReader? Arguments { get; init; }

    public string? Query { get; init; }

    public string? Engine { get; init; }

    public MappingReader? Implementation { get; init; }

    /// <summary>Whether the entry forbids every single bad row, so that it can be judged row by row.</summary>
    public bool ForbidsEachRow =>
        Severity is Severity.Error or Severity.Quarantine && Threshold is { AllowsNone: true };
}
