using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Dml;

/// <summary>How a change of rows is committed.</summary>
public sealed record ChangeOptions
{
    /// <summary>
    /// Progress of the application, kept in the same commit. When the table already knows this version of it or a later
    /// one, nothing is done: the change is there.
    /// </summary>
    /// <value>None.</value>
    public SetTransaction? Transaction { get; init; }

    /// <summary>Text of the application, kept with the commit.</summary>
    /// <value>None.</value>
    public string? UserMetadata { get; init; }

    /// <summary>Whether columns that only the source has are added to the table.</summary>
    /// <value>False.</value>
    public bool MergesSchema { get; init; }

    /// <summary>
    /// The share of a file's rows, deleted ones included, below which they are marked in a deletion vector where the table
    /// has them; from there on the file is written anew.
    /// </summary>
    /// <value>0.2.</value>
    public double DeletionVectorShare { get; init; } = 0.2;
}
