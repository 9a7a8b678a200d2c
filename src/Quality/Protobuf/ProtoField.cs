namespace Lakehouse.Quality.Protobuf;

/// <summary>A field of a message.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Number">Its number.</param>
/// <param name="Type">A scalar type, or the name of a message or enum as written.</param>
/// <param name="Label">Whether it may be absent, must be there or is a list.</param>
public sealed record ProtoField(string Name, int Number, string Type, ProtoLabel Label)
{
    /// <summary>The type of a map's keys; null when it is no map. <see cref="Type"/> is that of its values.</summary>
    public string? MapKey { get; init; }

    /// <summary>The oneof that it belongs to.</summary>
    public string? Oneof { get; init; }

    /// <summary>Its name in JSON.</summary>
    public required string JsonName { get; init; }

    /// <summary>The comment before it.</summary>
    public string? Comment { get; init; }
}
