namespace Lakehouse.Quality.Contracts;

/// <summary>One promise of a contract about its service.</summary>
/// <param name="Property">What is promised: <c>latency</c>, <c>retention</c>, <c>frequency</c> …</param>
/// <param name="Value">How much, as written.</param>
/// <param name="Unit">Its unit: <c>d</c>, <c>h</c> …</param>
/// <param name="Element">The element it is promised for, as <c>table.column</c>.</param>
public sealed record SlaProperty(string Property, string Value, string? Unit, string? Element);
