namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Lists, as <see cref="List{T}"/> of values.</summary>
internal sealed class ListArray(int length, ReadOnlyMemory<byte> validity, Offsets offsets, ArrowArray items)
    : ArrowArray(length, validity)
{
    protected override object Value(int index)
    {
        var (start, count) = offsets.Range(index);
        var list = new List<object?>(count);
        for (var i = start; i < start + count; i++)
        {
            list.Add(items.GetValue(i));
        }

        return list;
    }
}

/// <summary>Structs, as dictionaries of their members by name.</summary>
internal sealed class StructArray(int length, ReadOnlyMemory<byte> validity, IReadOnlyList<Field> fields, ArrowArray[] members)
    : ArrowArray(length, validity)
{
    public IReadOnlyList<ArrowArray> Members => members;

    protected override object Value(int index)
    {
        var values = new Dictionary<string, object?>(members.Length, StringComparer.Ordinal);
        for (var i = 0; i < members.Length; i++)
        {
            if (!values.TryAdd(fields[i].Name, members[i].GetValue(index)))
            {
                throw new EngineException(
                    ErrorCodes.ValueNotRepresentable, $"a struct has two members '{fields[i].Name}'. Name them apart in the query.");
            }
        }

        return values;
    }
}

/// <summary>Maps, as dictionaries.</summary>
internal sealed class MapArray(int length, ReadOnlyMemory<byte> validity, Offsets offsets, StructArray entries)
    : ArrowArray(length, validity)
{
    protected override object Value(int index)
    {
        var (start, count) = offsets.Range(index);
        var values = new Dictionary<object, object?>(count);
        for (var i = start; i < start + count; i++)
        {
            var key = entries.Members[0].GetValue(i) ?? throw ArrowErrors.Broken("a key of a map is null");
            if (!values.TryAdd(key, entries.Members[1].GetValue(i)))
            {
                throw new EngineException(
                    ErrorCodes.ValueNotRepresentable, "a map holds one key twice. Take its last value in the query.");
            }
        }

        return values;
    }
}
