namespace Lakehouse.Quality.Projects;

/// <summary>How landing files are compressed.</summary>
public enum Compression
{
    /// <summary>With gzip when the name ends with <c>.gz</c>, else not.</summary>
    Auto,

    /// <summary>Not.</summary>
    None,

    /// <summary>With gzip.</summary>
    Gzip,
}
