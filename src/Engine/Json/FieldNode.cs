using System.Text;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>A declared field made ready for reading: its name as bytes, its children by name, the vector it fills.</summary>
internal sealed class FieldNode
{
    private readonly Dictionary<int, FieldNode[]> _byLength = [];

    /// <summary>Makes the node and those below it.</summary>
    public FieldNode(JsonField field, FieldNode? parent, int position)
    {
        Field = field;
        Parent = parent;
        Position = position;
        Name = Encoding.UTF8.GetBytes(field.MemberName);
        MemberPrefix = Encoding.UTF8.GetBytes(PrefixOf(this));
        InArray = parent is { Field.Kind: JsonFieldKind.Array } || parent is { InArray: true };
        Children = new FieldNode[field.Children.Count];
        for (var i = 0; i < Children.Length; i++)
        {
            Children[i] = new FieldNode(field.Children[i], this, i);
        }
        foreach (var group in Children.GroupBy(child => child.Name.Length))
        {
            _byLength[group.Key] = [.. group];
        }
        Required = [.. Children.Where(child => child.Field.Required)];
    }

    /// <summary>The declaration.</summary>
    public JsonField Field { get; }

    /// <summary>The object or array around it; null for the record itself.</summary>
    public FieldNode? Parent { get; }

    /// <summary>Place among the parent's children.</summary>
    public int Position { get; }

    /// <summary>The member name in UTF-8.</summary>
    public byte[] Name { get; }

    /// <summary>What stands before a member's name in its path, in UTF-8, elements as <c>[]</c>: <c>lines[].</c></summary>
    public byte[] MemberPrefix { get; }

    /// <summary>A member of this object that is known though no column takes it; null for none.</summary>
    public byte[]? KnownMember { get; set; }

    /// <summary>Whether an array stands somewhere above, so that several values belong to one record.</summary>
    public bool InArray { get; }

    /// <summary>Fields of an object, or the element of an array.</summary>
    public FieldNode[] Children { get; }

    /// <summary>Those children that must be there.</summary>
    public FieldNode[] Required { get; }

    /// <summary>Elements written so far in this chunk, for an array.</summary>
    public int ElementCount { get; set; }

    /// <summary>Elements that the vector has room for, for an array.</summary>
    public int ElementRoom { get; set; }

    /// <summary>Index of the element being read, for an array.</summary>
    public int ElementIndex { get; set; }

    /// <summary>The vector to fill.</summary>
    public VectorWriter Target;

    /// <summary>Points this node and those below at the vectors of a new chunk, all values null.</summary>
    public void Bind(VectorWriter target, int rowCount)
    {
        Reset();
        Point(target);
        SetAllNull(rowCount);
    }

    private void Reset()
    {
        (ElementCount, ElementRoom) = (0, 0);
        foreach (var child in Children)
        {
            child.Reset();
        }
    }

    private void SetAllNull(int rowCount)
    {
        Target.SetAllNull(rowCount);
        if (Field.Kind == JsonFieldKind.Object)
        {
            foreach (var child in Children)
            {
                child.SetAllNull(rowCount);
            }
        }
    }

    // Again after an array above has grown, for then the vectors below it have moved.
    private void Point(VectorWriter target)
    {
        Target = target;
        if (Field.Kind == JsonFieldKind.Array)
        {
            if (ElementRoom > 0)
            {
                Children[0].Point(target.ReserveElements(ElementRoom));
            }
            return;
        }
        for (var i = 0; i < Children.Length; i++)
        {
            Children[i].Point(target.Field(i));
        }
    }

    /// <summary>Finds the child of that name; <paramref name="guess"/> is where it stands if members come in order.</summary>
    public FieldNode? Find(ReadOnlySpan<byte> name, int guess)
    {
        if (guess < Children.Length && name.SequenceEqual(Children[guess].Name))
        {
            return Children[guess];
        }
        if (_byLength.TryGetValue(name.Length, out var candidates))
        {
            foreach (var child in candidates)
            {
                if (name.SequenceEqual(child.Name))
                {
                    return child;
                }
            }
        }
        return null;
    }

    /// <summary>Makes the value at <paramref name="row"/> null, with everything in it.</summary>
    public void SetNull(int row)
    {
        Target.SetNull(row);
        if (Field.Kind == JsonFieldKind.Object)
        {
            foreach (var child in Children)
            {
                child.SetNull(row);
            }
        }
    }

    /// <summary>Makes room for one more element of this array and gives its place.</summary>
    public int AddElement()
    {
        if (ElementCount == ElementRoom)
        {
            ElementRoom = Math.Max(ElementRoom * 2, 4096);
            Children[0].Point(Target.ReserveElements(ElementRoom));
        }
        return ElementCount++;
    }

    /// <summary>Where the field stands in the record: names joined by points, elements as <c>[0]</c>.</summary>
    public string Path()
    {
        if (Parent is null)
        {
            return "";
        }
        var around = Parent.Path();
        if (Parent.Field.Kind == JsonFieldKind.Array)
        {
            return $"{around}[{Parent.ElementIndex}]";
        }
        return around.Length == 0 ? Field.Name : $"{around}.{Field.Name}";
    }

    private static string PrefixOf(FieldNode node) => node.Parent is null ? ""
        : node.Parent.Field.Kind == JsonFieldKind.Array ? $"{node.Parent.PathOfElements()}."
        : $"{PrefixOf(node.Parent)}{node.Field.Name}.";

    private string PathOfElements() => Parent is { Field.Kind: JsonFieldKind.Array } around
        ? $"{around.PathOfElements()}[]"
        : $"{PrefixOf(this)[..^1]}[]";
}
