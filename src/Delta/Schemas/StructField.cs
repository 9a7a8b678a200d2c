namespace Lakehouse.Delta.Schemas;

/// <summary>A named field of a struct.</summary>
/// <param name="Name">Unique in its struct, case ignored.</param>
/// <param name="Type">Its type.</param>
/// <param name="Nullable">Whether null is allowed.</param>
public sealed record StructField(string Name, DataType Type, bool Nullable = true)
{
    /// <summary>Field metadata as the raw JSON values of its members; empty by default.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the column had a narrower type before; older files and their statistics still have it.</summary>
    public bool IsWidened => Metadata.ContainsKey(TypeWidening.Key);
}
