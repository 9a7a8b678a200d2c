namespace Lakehouse.Engine.Spark;

/// <summary>What a write does when there is a table already.</summary>
public enum SaveMode
{
    /// <summary>Fails.</summary>
    ErrorIfExists,

    /// <summary>Adds rows.</summary>
    Append,

    /// <summary>Replaces the rows.</summary>
    Overwrite,

    /// <summary>Writes nothing.</summary>
    Ignore,
}
