namespace Lakehouse.Quality.Generation;

/// <summary>A record that was made, and what a verdict must find wrong with it.</summary>
/// <param name="Payload">The record: JSON without line ends, or what is left of it.</param>
/// <param name="Errors">The errors in the order of a verdict; none for a good record.</param>
public sealed record GeneratedRecord(string Payload, IReadOnlyList<PlantedError> Errors)
{
    internal JsonDraft? Key { get; init; }
}
