namespace Lakehouse.Engine.Json;

/// <summary>One of the declarations that a record may follow.</summary>
/// <param name="Name">What a record calls it.</param>
/// <param name="Fields">The declared members of the root object.</param>
public sealed record JsonVersion(string Name, IReadOnlyList<JsonField> Fields);
