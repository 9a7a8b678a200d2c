namespace Lakehouse.Delta.Dml;

/// <summary>What becomes of the rows that are there.</summary>
public enum WriteMode
{
    /// <summary>They stay.</summary>
    Append,

    /// <summary>They are replaced, all or those of a condition.</summary>
    Overwrite,
}
