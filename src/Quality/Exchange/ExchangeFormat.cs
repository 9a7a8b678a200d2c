namespace Lakehouse.Quality.Exchange;

/// <summary>A format that contracts are written in and made from.</summary>
public enum ExchangeFormat
{
    /// <summary>JSON Schema 2020-12.</summary>
    JsonSchema,

    /// <summary>A self-describing JSON Schema of Iglu, draft 4.</summary>
    Iglu,

    /// <summary>Apache Avro.</summary>
    Avro,

    /// <summary>Protocol Buffers, proto3.</summary>
    Protobuf,
}
