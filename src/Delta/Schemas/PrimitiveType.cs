namespace Lakehouse.Delta.Schemas;

/// <summary>
/// A type without parts, by the name it has in the schema string: <c>string</c>, <c>long</c>, <c>timestamp</c> …
/// </summary>
public sealed record PrimitiveType : DataType
{
    private PrimitiveType(string name) => Name = name;

    /// <summary>The protocol's name.</summary>
    public override string Name { get; }

    /// <summary>UTF-8 text.</summary>
    public static readonly PrimitiveType String = new("string");

    /// <summary>64 bits, signed.</summary>
    public static readonly PrimitiveType Long = new("long");

    /// <summary>32 bits, signed.</summary>
    public static readonly PrimitiveType Integer = new("integer");

    /// <summary>16 bits, signed.</summary>
    public static readonly PrimitiveType Short = new("short");

    /// <summary>8 bits, signed.</summary>
    public static readonly PrimitiveType Byte = new("byte");

    /// <summary>IEEE 754, 32 bits.</summary>
    public static readonly PrimitiveType Float = new("float");

    /// <summary>IEEE 754, 64 bits.</summary>
    public static readonly PrimitiveType Double = new("double");

    /// <summary>True or false.</summary>
    public static readonly PrimitiveType Boolean = new("boolean");

    /// <summary>Bytes.</summary>
    public static readonly PrimitiveType Binary = new("binary");

    /// <summary>A day without time or zone.</summary>
    public static readonly PrimitiveType Date = new("date");

    /// <summary>An instant, microseconds, UTC.</summary>
    public static readonly PrimitiveType Timestamp = new("timestamp");

    /// <summary>A date and time without zone, microseconds.</summary>
    public static readonly PrimitiveType TimestampNtz = new("timestamp_ntz");

    /// <summary>No value but null; never written to files.</summary>
    public static readonly PrimitiveType Void = new("void");

    /// <summary>Semi-structured data as two binary fields.</summary>
    public static readonly PrimitiveType Variant = new("variant");

    /// <summary>Every primitive type but decimal.</summary>
    public static readonly IReadOnlyList<PrimitiveType> All =
    [
        String, Long, Integer, Short, Byte, Float, Double, Boolean, Binary, Date, Timestamp, TimestampNtz, Void,
        Variant,
    ];
}
