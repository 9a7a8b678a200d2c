namespace Lakehouse.Medallion.Drift;

/// <summary>What records hold that their contract does not declare.</summary>
public enum DriftKind
{
    /// <summary>A member that is no property.</summary>
    Field,

    /// <summary>A value that is none of those listed.</summary>
    Value,

    /// <summary>All that is beyond the most that are kept of one step.</summary>
    Others,
}
