namespace Lakehouse.Quality.Projects;

/// <summary>A file under the key that the project knows it by.</summary>
/// <param name="Key"><c>domain/name</c>.</param>
/// <param name="File">The file.</param>
internal sealed record NamedFile(string Key, ProjectFile File);
