namespace Lakehouse.Jobs.Commands;

/// <summary>Which project to work on, and what wins over its <c>lakehouse.yaml</c>.</summary>
/// <param name="Folder">Full path of the project folder.</param>
/// <param name="Environment">Name of an environment, or null for the plain settings.</param>
/// <param name="Storage">Full path of another storage root, or null.</param>
/// <param name="Landing">Full path of another landing root, or null.</param>
internal sealed record ProjectLocation(string Folder, string? Environment, string? Storage, string? Landing);
