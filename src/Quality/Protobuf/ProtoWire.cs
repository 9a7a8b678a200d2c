namespace Lakehouse.Quality.Protobuf;

/// <summary>How types are encoded on the wire.</summary>
internal static class ProtoWire
{
    /// <summary>The encoding of a scalar type, <c>enum X</c>, <c>message X</c> or <c>imported X</c>.</summary>
    public static string Of(string type) => type switch
    {
        "int32" or "int64" or "uint32" or "uint64" or "bool" => "varint",
        "sint32" or "sint64" => "zigzag",
        "fixed32" or "sfixed32" => "32 bits",
        "fixed64" or "sfixed64" => "64 bits",
        "float" or "double" => type,
        "string" or "bytes" => "bytes",
        _ when type.StartsWith("enum ", StringComparison.Ordinal) => "varint",
        _ => type,
    };
}
