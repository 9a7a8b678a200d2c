namespace Lakehouse.Quality.Projects;

/// <summary>What the engine may use; null leaves the choice to the engine.</summary>
/// <param name="MemoryBytes">Memory in bytes.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Spill">The folder for what does not fit into memory, relative to the project folder or absolute.</param>
public sealed record Resources(long? MemoryBytes = null, int? Threads = null, string? Spill = null);
