namespace Lakehouse.Delta.Dml;

/// <summary>What a clause does with its rows.</summary>
public enum RowAction
{
    /// <summary>Rows of the table are deleted.</summary>
    Delete,

    /// <summary>Rows of the table get new values.</summary>
    Update,

    /// <summary>Rows of the source become rows of the table.</summary>
    Insert,
}
