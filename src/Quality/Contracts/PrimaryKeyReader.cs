using Lakehouse.Quality.Records;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Gathers the primary key of a table and sees to it that it can identify records.</summary>
internal sealed class PrimaryKeyReader
{
    private readonly List<Key> _keys = [];

    /// <summary>The fields by their positions in the key; those without a position follow in their own order.</summary>
    public IReadOnlyList<RecordField> Fields
    {
        get
        {
            _keys.Sort((a, b) => a.Order != b.Order ? a.Order.CompareTo(b.Order) : a.Field.Id.CompareTo(b.Field.Id));
            return [.. _keys.Select(k => k.Field)];
        }
    }

    public void Read(MappingReader property, RecordField field, PropertyPlace place, bool isDeniedRequired)
    {
        var position = property.Peek("primaryKeyPosition") == "-1" ? Ignored(property) : property.WholeNumber("primaryKeyPosition", 1);
        if (property.Flag("primaryKey") is not true)
        {
            if (position is not null)
            {
                property.Report(ErrorCodes.BadPrimaryKey, "primaryKeyPosition",
                    $"{property.Subject} has a position in the primary key but is not part of it", "Add 'primaryKey: true'.");
            }
            return;
        }
        if (Refuse(field, place, isDeniedRequired) is var (reason, suggestion))
        {
            property.Report(ErrorCodes.BadPrimaryKey, "primaryKey", $"{property.Subject} cannot be part of a primary key: {reason}",
                suggestion);
            return;
        }
        if (position is not null && _keys.Any(k => k.Position == position))
        {
            property.Report(ErrorCodes.BadPrimaryKey, "primaryKeyPosition",
                $"the position {position} in the primary key is taken twice", "Number the positions 1, 2, 3 ...");
        }
        _keys.Add(new Key(position, field));
    }

    // The standard's default: no position.
    private static int? Ignored(MappingReader property)
    {
        property.Node("primaryKeyPosition");
        return null;
    }

    private static (string Reason, string Suggestion)? Refuse(RecordField field, PropertyPlace place, bool isDeniedRequired)
    {
        if (place.IsInArray || place.IsElement)
        {
            return ("it stands in an array", "Use a property outside of arrays.");
        }
        if (field.Type is FieldType.Object or FieldType.Array or FieldType.Double or FieldType.Float)
        {
            return ($"it is of type {field.Type}", "Use a string, integer, decimal, boolean, date or timestamp.");
        }
        if (isDeniedRequired)
        {
            return ("it is not required", "Write 'required: true'.");
        }
        return place.IsCertain ? null : ("an object around it is not required", "Write 'required: true' at that object.");
    }

    private sealed record Key(int? Position, RecordField Field)
    {
        public int Order => Position ?? int.MaxValue;
    }
}
