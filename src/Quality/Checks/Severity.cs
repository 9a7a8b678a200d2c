namespace Lakehouse.Quality.Checks;

/// <summary>What follows when a table check fails.</summary>
public enum Severity
{
    /// <summary>Nothing is published.</summary>
    Error,

    /// <summary>It is reported.</summary>
    Warning,

    /// <summary>The rows to blame are kept out, in quarantine.</summary>
    Quarantine,
}
