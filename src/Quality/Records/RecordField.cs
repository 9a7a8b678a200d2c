using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.Records;

/// <summary>A declared field of a record, with its place, its type and what its values must satisfy.</summary>
/// <param name="Id">Number in preorder, counted from 0; the elements of an array count as a field.</param>
/// <param name="Name">Name of the column or struct member; <c>[]</c> for the elements of an array.</param>
/// <param name="Path">Names from the root joined with points, <c>[]</c> for elements: <c>items[].sku</c>.</param>
/// <param name="Type">What its values are.</param>
/// <param name="Position">Where the contract declares it.</param>
public sealed record RecordField(int Id, string Name, string Path, FieldType Type, FilePosition Position)
{
    /// <summary>The member's name in the record as received.</summary>
    /// <value>The property's <c>physicalName</c>, or else its name.</value>
    public string JsonName { get; init; } = Name;

    /// <summary>Whether the value must be present and not null while the object around it is present.</summary>
    public bool Required { get; init; }

    /// <summary>What an explicit null means.</summary>
    /// <value>Default <see cref="Nulls.AsAbsent"/>.</value>
    public Nulls Nulls { get; init; } = Nulls.AsAbsent;

    /// <summary>The greatest id in the field's subtree: its own when it has no fields below it.</summary>
    public int LastId { get; init; } = Id;

    /// <summary>What every value that is not null must satisfy, in the order of the contract.</summary>
    public IReadOnlyList<ValueCheck> Checks { get; init; } = [];

    /// <summary>Those keywords of a JSON Schema at the field that are checks of a value, but judged with the contract's remainder.</summary>
    public IReadOnlyList<ValueCheck> SchemaChecks { get; init; } = [];

    /// <summary>The <c>format</c> of a JSON Schema that is judged with the contract's remainder; null without one.</summary>
    public string? SchemaFormat { get; init; }

    /// <summary>What the contract says about the field for people.</summary>
    public FieldNotes Notes { get; init; } = FieldNotes.None;

    /// <summary>The fields directly below: members of an object, or the element of an array.</summary>
    public IReadOnlyList<RecordField> Children => Type switch
    {
        FieldType.Object o => o.Fields,
        FieldType.Array a => [a.Element],
        _ => [],
    };

    /// <summary>The field and all fields below it, in the order of their ids.</summary>
    public IEnumerable<RecordField> SelfAndBelow() => Children.SelectMany(c => c.SelfAndBelow()).Prepend(this);
}
