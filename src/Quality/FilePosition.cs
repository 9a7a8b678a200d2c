namespace Lakehouse.Quality;

/// <summary>A place in one of a project's files.</summary>
/// <param name="File">Path relative to the project folder, with <c>/</c>.</param>
/// <param name="Line">Line, counted from 1.</param>
/// <param name="Column">Column, counted from 1.</param>
public readonly record struct FilePosition(string File, int Line = 1, int Column = 1)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
