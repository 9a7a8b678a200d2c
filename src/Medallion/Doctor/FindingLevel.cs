namespace Lakehouse.Medallion.Doctor;

/// <summary>How bad a <see cref="Finding"/> is.</summary>
public enum FindingLevel
{
    /// <summary>As it should be.</summary>
    Good,

    /// <summary>Works now, may not for long.</summary>
    Warning,

    /// <summary>A run would fail.</summary>
    Bad,
}
