namespace Lakehouse.Quality.Projects;

/// <summary>A file of a project folder.</summary>
/// <param name="Path">Its path relative to the project folder, with <c>/</c>.</param>
/// <param name="Text">Its text.</param>
public sealed record ProjectFile(string Path, string Text);
