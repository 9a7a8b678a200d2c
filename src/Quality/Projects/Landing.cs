namespace Lakehouse.Quality.Projects;

/// <summary>Files that others write for one source: JSON lines.</summary>
/// <param name="Folder">The folder below the landing root; <c>.</c> for the root itself.</param>
/// <param name="Glob">Which files of it, such as <c>*.jsonl*</c>.</param>
/// <param name="Quiet">Files that changed more recently than this are not touched.</param>
/// <param name="Compression">How the files are compressed.</param>
public sealed record Landing(string Folder, string Glob, TimeSpan Quiet, Compression Compression);
