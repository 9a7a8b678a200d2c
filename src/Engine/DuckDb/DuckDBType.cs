namespace Lakehouse.Engine.DuckDb;

/// <summary>DuckDB's type identifiers, as its C API numbers them.</summary>
public enum DuckDBType
{
    /// <summary>No type.</summary>
    Invalid = 0,

    /// <summary>True or false.</summary>
    Boolean = 1,

    /// <summary>8 bits, signed.</summary>
    TinyInt = 2,

    /// <summary>16 bits, signed.</summary>
    SmallInt = 3,

    /// <summary>32 bits, signed.</summary>
    Integer = 4,

    /// <summary>64 bits, signed.</summary>
    BigInt = 5,

    /// <summary>8 bits, unsigned.</summary>
    UTinyInt = 6,

    /// <summary>16 bits, unsigned.</summary>
    USmallInt = 7,

    /// <summary>32 bits, unsigned.</summary>
    UInteger = 8,

    /// <summary>64 bits, unsigned.</summary>
    UBigInt = 9,

    /// <summary>IEEE 754, 32 bits.</summary>
    Float = 10,

    /// <summary>IEEE 754, 64 bits.</summary>
    Double = 11,

    /// <summary>Date and time without zone, microseconds.</summary>
    Timestamp = 12,

    /// <summary>A day, as days since 1970-01-01.</summary>
    Date = 13,

    /// <summary>Time of day, microseconds.</summary>
    Time = 14,

    /// <summary>Months, days and microseconds.</summary>
    Interval = 15,

    /// <summary>128 bits, signed.</summary>
    HugeInt = 16,

    /// <summary>UTF-8 text.</summary>
    Varchar = 17,

    /// <summary>Bytes.</summary>
    Blob = 18,

    /// <summary>An exact decimal number of up to 38 digits.</summary>
    Decimal = 19,

    /// <summary>Date and time without zone, seconds.</summary>
    TimestampSeconds = 20,

    /// <summary>Date and time without zone, milliseconds.</summary>
    TimestampMilliseconds = 21,

    /// <summary>Date and time without zone, nanoseconds.</summary>
    TimestampNanoseconds = 22,

    /// <summary>One of a fixed set of texts.</summary>
    Enum = 23,

    /// <summary>Any number of values of one type.</summary>
    List = 24,

    /// <summary>Named fields.</summary>
    Struct = 25,

    /// <summary>Keys with values.</summary>
    Map = 26,

    /// <summary>128 bits, written in hexadecimal groups.</summary>
    Uuid = 27,

    /// <summary>One of several types.</summary>
    Union = 28,

    /// <summary>Zeros and ones.</summary>
    Bit = 29,

    /// <summary>Time of day with an offset.</summary>
    TimeTz = 30,

    /// <summary>An instant, microseconds, UTC.</summary>
    TimestampTz = 31,

    /// <summary>128 bits, unsigned.</summary>
    UHugeInt = 32,

    /// <summary>A fixed number of values of one type.</summary>
    Array = 33,

    /// <summary>Any type; only for parameters of functions.</summary>
    Any = 34,

    /// <summary>An integer without bounds.</summary>
    BigNum = 35,

    /// <summary>The type of a bare NULL.</summary>
    SqlNull = 36,

    /// <summary>A text literal whose type is still open.</summary>
    StringLiteral = 37,

    /// <summary>A number literal whose type is still open.</summary>
    IntegerLiteral = 38,

    /// <summary>Time of day, nanoseconds.</summary>
    TimeNanoseconds = 39,

    /// <summary>A geometric shape.</summary>
    Geometry = 40,

    /// <summary>Semi-structured data.</summary>
    Variant = 41,

    /// <summary>An instant, nanoseconds, UTC.</summary>
    TimestampTzNanoseconds = 42,
}
