namespace Lakehouse.Engine.Json;

/// <summary>What a declared field of a record must hold.</summary>
public enum JsonFieldKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>A whole number of <see cref="JsonField.Bits"/> bits.</summary>
    Integer,

    /// <summary>An exact number of <see cref="JsonField.Precision"/> digits, <see cref="JsonField.Scale"/> of them after the point.</summary>
    Decimal,

    /// <summary>A number kept as the nearest 64-bit binary fraction.</summary>
    Double,

    /// <summary>A number kept as the nearest 32-bit binary fraction.</summary>
    Float,

    /// <summary>True or false.</summary>
    Boolean,

    /// <summary>Text of the form <c>yyyy-MM-dd</c>.</summary>
    Date,

    /// <summary>Text of RFC 3339 with a zone: an instant, microseconds.</summary>
    Timestamp,

    /// <summary>Text of RFC 3339 without a zone, microseconds.</summary>
    TimestampNtz,

    /// <summary>An object with declared fields.</summary>
    Object,

    /// <summary>An array whose elements are all of one declared kind.</summary>
    Array,
}
