namespace Lakehouse.Engine.Json;

/// <summary>A declared field of a JSON record: where it stands, what it must hold and which column takes it.</summary>
/// <param name="Id">Number of the field in the declaration, counted from 0 parent before child; faults name it.</param>
/// <param name="Name">Name of the column or struct field; paths of faults are made of these.</param>
/// <param name="Kind">What it must hold.</param>
public sealed record JsonField(int Id, string Name, JsonFieldKind Kind)
{
    /// <summary>Member name in the enclosing object as received.</summary>
    /// <value>The same as <see cref="Name"/>.</value>
    public string MemberName { get; init; } = Name;

    /// <summary>Whether an absent or null value is the fault <c>REQUIRED</c> while the object around it is there.</summary>
    /// <value>Default false.</value>
    public bool Required { get; init; }

    /// <summary>What an explicit null means.</summary>
    /// <value>Default <see cref="JsonNulls.AsAbsent"/>.</value>
    public JsonNulls Nulls { get; init; } = JsonNulls.AsAbsent;

    /// <summary>Width of an <see cref="JsonFieldKind.Integer"/>: 8, 16, 32 or 64.</summary>
    /// <value>Default 64.</value>
    public int Bits { get; init; } = 64;

    /// <summary>Digits of a <see cref="JsonFieldKind.Decimal"/>, at most 38.</summary>
    /// <value>Default 38.</value>
    public int Precision { get; init; } = 38;

    /// <summary>Digits after the point of a <see cref="JsonFieldKind.Decimal"/>.</summary>
    /// <value>Default 0.</value>
    public int Scale { get; init; }

    /// <summary>The fields of an object in column order, or the one element of an array.</summary>
    public IReadOnlyList<JsonField> Children { get; init; } = [];
}
