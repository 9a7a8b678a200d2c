namespace Lakehouse.Medallion.Gold.Queries.Portable;

/// <summary>The kinds of DuckDB's types that a portable query may have. Whole numbers stand in the order of their width.</summary>
internal enum SqlKind
{
    /// <summary>Not known, because the expression was refused.</summary>
    Unknown,
    Null,
    Boolean,
    TinyInt,
    SmallInt,
    Integer,
    BigInt,
    HugeInt,
    Decimal,
    Float,
    Double,
    Text,
    Binary,
    Date,
    Timestamp,
    TimestampTz,
    Interval,
    List,
    Struct,
    Map,
}
