namespace Lakehouse.Quality.Contracts;

/// <summary>What follows when records hold fields or listed values that nobody declared.</summary>
public enum DriftAction
{
    /// <summary>It is counted and kept.</summary>
    Count,

    /// <summary>Nothing of the step is published.</summary>
    Block,
}
