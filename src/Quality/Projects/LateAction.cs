namespace Lakehouse.Quality.Projects;

/// <summary>What becomes of a late record.</summary>
public enum LateAction
{
    /// <summary>It has the error <c>LATE</c>.</summary>
    Quarantine,

    /// <summary>It is accepted like any other.</summary>
    Accept,
}
