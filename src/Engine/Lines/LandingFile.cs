namespace Lakehouse.Engine.Lines;

/// <summary>One file of JSON lines that waits to be taken in.</summary>
/// <param name="Path">Path below the landing root, parts separated by <c>/</c>: half of its records' coordinates.</param>
/// <param name="Location">Where the file lies on disk.</param>
/// <param name="SizeBytes">Length when it was listed.</param>
/// <param name="LastModified">When it was last written, as listed.</param>
/// <param name="Gzip">Whether its bytes are compressed.</param>
public sealed record LandingFile(
    string Path, string Location, long SizeBytes, DateTimeOffset LastModified, bool Gzip);
