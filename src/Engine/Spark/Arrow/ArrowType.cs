namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>A type of Arrow, of those that Spark sends.</summary>
internal abstract record ArrowType
{
    public sealed record Null : ArrowType;

    public sealed record Boolean : ArrowType;

    /// <summary>A signed whole number of 8, 16, 32 or 64 bits.</summary>
    public sealed record Int(int Bits) : ArrowType;

    /// <summary>IEEE 754, 32 or 64 bits.</summary>
    public sealed record FloatingPoint(int Bits) : ArrowType;

    /// <summary>An exact number in 128 bits.</summary>
    public sealed record Decimal128(int Precision, int Scale) : ArrowType;

    /// <summary>UTF-8; large ones have offsets of 64 bits.</summary>
    public sealed record Utf8(bool IsLarge) : ArrowType;

    /// <summary>Bytes; large ones have offsets of 64 bits.</summary>
    public sealed record Binary(bool IsLarge) : ArrowType;

    /// <summary>Days since 1970-01-01.</summary>
    public sealed record Date32 : ArrowType;

    /// <summary>Nanoseconds since midnight.</summary>
    public sealed record Time64 : ArrowType;

    /// <summary>Microseconds since 1970-01-01: an instant, or without zone.</summary>
    public sealed record Timestamp(bool IsInstant) : ArrowType;

    /// <summary>Microseconds.</summary>
    public sealed record Duration : ArrowType;

    /// <summary>Whole months.</summary>
    public sealed record MonthInterval : ArrowType;

    /// <summary>Items of one child; large ones have offsets of 64 bits.</summary>
    public sealed record List(bool IsLarge) : ArrowType;

    /// <summary>One child for each member.</summary>
    public sealed record Struct : ArrowType;

    /// <summary>One child, a struct of key and value.</summary>
    public sealed record Map : ArrowType;
}
