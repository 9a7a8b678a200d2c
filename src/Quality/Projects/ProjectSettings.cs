namespace Lakehouse.Quality.Projects;

/// <summary>Where a project stores and finds data, and with what it computes.</summary>
/// <param name="Storage">The root of the tables, relative to the project folder or absolute.</param>
/// <param name="Landing">The root of the landing files, relative to the project folder or absolute.</param>
/// <param name="Engine">The engine's name.</param>
public sealed record ProjectSettings(string Storage, string Landing, string Engine)
{
    /// <summary>The connection string of the Spark server.</summary>
    /// <value>None.</value>
    public string? Remote { get; init; }
}
