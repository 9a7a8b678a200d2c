namespace Lakehouse.Quality.Protobuf;

/// <summary>A message.</summary>
/// <param name="Name">Its own name.</param>
/// <param name="FullName">Its name with those of its package and the messages around it.</param>
public sealed record ProtoMessage(string Name, string FullName)
{
    /// <summary>Its fields in the order of the file, those of oneofs included.</summary>
    public IReadOnlyList<ProtoField> Fields { get; init; } = [];

    /// <summary>Messages inside it.</summary>
    public IReadOnlyList<ProtoMessage> Messages { get; init; } = [];

    /// <summary>Enums inside it.</summary>
    public IReadOnlyList<ProtoEnum> Enums { get; init; } = [];

    /// <summary>Numbers and names that may not be used.</summary>
    public ProtoReserved Reserved { get; init; } = ProtoReserved.None;

    /// <summary>The comment before it.</summary>
    public string? Comment { get; init; }
}
