namespace Lakehouse.Delta.Schemas;

/// <summary>How the columns of a table are found in its files (protocol, "Column Mapping").</summary>
public enum ColumnMappingMode
{
    /// <summary>By their names in the schema.</summary>
    None,

    /// <summary>By physical names, which never change.</summary>
    Name,

    /// <summary>By the ids of Parquet fields.</summary>
    Id,
}
