namespace Lakehouse.Quality.Evolution;

/// <summary>Which part of a version rises.</summary>
public enum VersionBump
{
    /// <summary>None.</summary>
    None,

    /// <summary>The third: patch, or ADDITION of SchemaVer.</summary>
    Patch,

    /// <summary>The second: minor, or REVISION of SchemaVer.</summary>
    Minor,

    /// <summary>The first: major, or MODEL of SchemaVer.</summary>
    Major,
}
