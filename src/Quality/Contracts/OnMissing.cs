namespace Lakehouse.Quality.Contracts;

/// <summary>What becomes of a record that refers to something that is not there.</summary>
public enum OnMissing
{
    /// <summary>Nothing is published.</summary>
    Block,

    /// <summary>It is reported.</summary>
    Warn,

    /// <summary>The record goes to quarantine, and comes back by itself when what it refers to arrives.</summary>
    Quarantine,

    /// <summary>The record waits, within limits, and comes back by itself when what it refers to arrives.</summary>
    Park,

    /// <summary>Nothing: the relationship is for people.</summary>
    Ignore,
}
