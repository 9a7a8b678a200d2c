using System.Text;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>
/// Reads records strictly, once, straight into typed vectors: what does not fit its declaration becomes null and a fault.
/// One thread, one chunk at a time.
/// </summary>
internal sealed unsafe class RecordReader
{
    private readonly FieldNode[] _roots;
    private readonly UndeclaredNames _undeclared = new();
    private readonly FaultWriter _faults = new();
    private readonly ScalarReader _scalars;
    private readonly MemberNames _names = new();
    private readonly ValueSkipper _skipper;
    private byte[] _scratch = new byte[256];

    /// <summary>Makes a reader of records.</summary>
    /// <param name="versions">The fields of each version that a record may have.</param>
    /// <param name="versionPath">Names of members down to the one that holds the version; empty for none.</param>
    public RecordReader(IReadOnlyList<IReadOnlyList<JsonField>> versions, IReadOnlyList<string> versionPath)
    {
        _roots = [.. versions.Select(fields => Root(fields, versionPath))];
        _scalars = new ScalarReader(_faults);
        _skipper = new ValueSkipper(_names);
    }

    /// <summary>Points the reader at the vectors of a new chunk.</summary>
    /// <param name="value">The vector of a version's values.</param>
    /// <param name="faults">The vector of faults.</param>
    /// <param name="undeclared">The vector of undeclared names.</param>
    /// <param name="rowCount">Rows of the chunk.</param>
    public void Bind(Func<int, VectorWriter> value, VectorWriter faults, VectorWriter undeclared, int rowCount)
    {
        for (var i = 0; i < _roots.Length; i++)
        {
            _roots[i].Bind(value(i), rowCount);
        }
        _faults.Bind(faults, rowCount);
        _undeclared.Bind(undeclared, rowCount);
    }

    /// <summary>Ends a chunk: list vectors get their sizes.</summary>
    public void Complete()
    {
        foreach (var root in _roots)
        {
            SetListSizes(root);
        }
        _faults.Complete();
        _undeclared.Complete();
    }

    /// <summary>Reads the record of a row as one of a version.</summary>
    /// <returns>Whether it is one complete JSON object.</returns>
    public bool Read(byte* text, int length, int row, int version)
    {
        _faults.Begin();
        _undeclared.Begin();
        _names.Clear();
        var root = _roots[version];
        var cursor = new JsonCursor(text, length);
        if (cursor.Peek() == '{' && TryObject(ref cursor, root, row) && cursor.AtEnd())
        {
            _faults.End(row);
            _undeclared.End(row);
            return true;
        }
        _faults.Rewind();
        _undeclared.Rewind();
        root.SetNull(row);
        AddRefusal(row, JsonFault.Malformed, "", "is not one complete JSON object");
        return false;
    }

    /// <summary>Refuses the record of a row without reading it.</summary>
    public void Refuse(int row, string code, string path, string message)
    {
        _faults.Begin();
        AddRefusal(row, code, path, message);
    }

    private void AddRefusal(int row, string code, string path, string message)
    {
        _faults.Add(-1, code, path, message);
        _faults.End(row);
    }

    private static FieldNode Root(IReadOnlyList<JsonField> fields, IReadOnlyList<string> versionPath)
    {
        var root = new FieldNode(new JsonField(-1, "", JsonFieldKind.Object) { Children = fields }, null, 0);
        var around = root;
        foreach (var name in versionPath)
        {
            around.KnownMember = Encoding.UTF8.GetBytes(name);
            if (around.Children.FirstOrDefault(child => child.Field.MemberName == name) is not { } declared)
            {
                break;
            }
            around = declared;
        }
        return root;
    }

    private static void SetListSizes(FieldNode node)
    {
        if (node.Field.Kind == JsonFieldKind.Array)
        {
            node.Target.SetElementCount(node.ElementCount);
        }
        foreach (var child in node.Children)
        {
            SetListSizes(child);
        }
    }

    private bool TryValue(ref JsonCursor cursor, FieldNode node, int row)
    {
        var first = cursor.Peek();
        switch (node.Field.Kind)
        {
            case JsonFieldKind.Object when first == '{':
                return TryObject(ref cursor, node, row);
            case JsonFieldKind.Array when first == '[':
                return TryArray(ref cursor, node, row);
            case JsonFieldKind.Object or JsonFieldKind.Array:
                return TryMismatch(ref cursor, node, row);
            default:
                return first is (byte)'{' or (byte)'['
                    ? TryMismatch(ref cursor, node, row)
                    : _scalars.TryRead(ref cursor, node, row);
        }
    }

    private bool TryObject(ref JsonCursor cursor, FieldNode node, int row)
    {
        cursor.Skip();
        node.Target.SetValid(row);
        if (node.InArray)
        {
            foreach (var child in node.Children)
            {
                child.SetNull(row);
            }
        }
        var words = (node.Children.Length + 63) / 64;
        Span<ulong> seen = words <= 16 ? stackalloc ulong[words] : new ulong[words];
        var owner = 0;
        var guess = 0;
        if (!cursor.TryTake((byte)'}'))
        {
            do
            {
                if (cursor.Peek() != '"' || !cursor.TryString(out var text) || !cursor.TryTake((byte)':'))
                {
                    return false;
                }
                var name = text.Decode(ref _scratch);
                var child = node.Find(name, guess);
                if (child is null)
                {
                    owner = owner == 0 ? _names.Open() : owner;
                    if (!TryUndeclared(ref cursor, node, name, owner))
                    {
                        return false;
                    }
                    continue;
                }
                guess = child.Position + 1;
                var bit = 1UL << (child.Position & 63);
                if ((seen[child.Position >> 6] & bit) != 0)
                {
                    AddDuplicate(child.Field.Id, child.Path(), true);
                    if (!TrySkip(ref cursor, child))
                    {
                        return false;
                    }
                    continue;
                }
                seen[child.Position >> 6] |= bit;
                if (!TryValue(ref cursor, child, row))
                {
                    return false;
                }
            }
            while (cursor.TryTake((byte)','));
            if (!cursor.TryTake((byte)'}'))
            {
                return false;
            }
        }
        foreach (var child in node.Required)
        {
            if ((seen[child.Position >> 6] & (1UL << (child.Position & 63))) == 0)
            {
                _faults.Add(child.Field.Id, JsonFault.Required, child.Path(), "is missing");
            }
        }
        return true;
    }

    private bool TryArray(ref JsonCursor cursor, FieldNode node, int row)
    {
        cursor.Skip();
        var element = node.Children[0];
        var start = node.ElementCount;
        var count = 0;
        if (!cursor.TryTake((byte)']'))
        {
            do
            {
                node.ElementIndex = count++;
                var place = node.AddElement();
                if (!TryValue(ref cursor, element, place))
                {
                    return false;
                }
            }
            while (cursor.TryTake((byte)','));
            if (!cursor.TryTake((byte)']'))
            {
                return false;
            }
        }
        node.Target.SetValid(row);
        node.Target.WriteRange(row, start, count);
        return true;
    }

    private bool TryUndeclared(ref JsonCursor cursor, FieldNode node, ReadOnlySpan<byte> name, int owner)
    {
        if (node.KnownMember is null || !name.SequenceEqual(node.KnownMember))
        {
            _undeclared.Add(node, name);
        }
        var twice = !_names.Add(owner, name);
        if (!_skipper.TrySkip(ref cursor, out var inside))
        {
            return false;
        }
        if (twice || inside)
        {
            var around = node.Path();
            var member = Encoding.UTF8.GetString(name);
            AddDuplicate(node.Field.Id, around.Length == 0 ? member : $"{around}.{member}", twice);
        }
        return true;
    }

    // The value of a member that stands there a second time, or is of another type than declared.
    private bool TrySkip(ref JsonCursor cursor, FieldNode node)
    {
        if (!_skipper.TrySkip(ref cursor, out var inside))
        {
            return false;
        }
        if (inside)
        {
            AddDuplicate(node.Field.Id, node.Path(), false);
        }
        return true;
    }

    private bool TryMismatch(ref JsonCursor cursor, FieldNode node, int row)
    {
        var first = cursor.Peek();
        node.SetNull(row);
        if (first == 'n')
        {
            return _scalars.TryNull(ref cursor, node);
        }
        if (!TrySkip(ref cursor, node))
        {
            return false;
        }
        _scalars.AddTypeFault(node, first);
        return true;
    }

    private void AddDuplicate(int field, string path, bool itself) => _faults.Add(
        field, JsonFault.DuplicateKey, path, itself ? "stands twice in its object" : "holds an object with a name twice");
}
