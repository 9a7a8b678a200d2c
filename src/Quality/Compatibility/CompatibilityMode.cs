namespace Lakehouse.Quality.Compatibility;

/// <summary>What must hold between a version and the versions before it.</summary>
public enum CompatibilityMode
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The new version takes all that the last one allowed.</summary>
    Backward,

    /// <summary>The last version takes all that the new one allows.</summary>
    Forward,

    /// <summary>Both.</summary>
    Full,

    /// <summary>The new version takes all that any version before it allowed.</summary>
    BackwardTransitive,

    /// <summary>Every version before it takes all that the new one allows.</summary>
    ForwardTransitive,

    /// <summary>Both, with every version before it.</summary>
    FullTransitive,
}
