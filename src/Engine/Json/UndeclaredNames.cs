using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Json;

/// <summary>Fills the list of each record's members that nobody declared; null where there are none.</summary>
internal sealed class UndeclaredNames : RecordLists
{
    private const int LongestBytes = 200;

    private readonly byte[] _path = new byte[LongestBytes];
    private VectorWriter _names;

    /// <summary>Adds a member of an object; what is longer than 200 bytes is cut.</summary>
    public void Add(FieldNode around, ReadOnlySpan<byte> name)
    {
        var place = Add();
        if (around.MemberPrefix.Length == 0 && name.Length <= LongestBytes)
        {
            _names.WriteBytes(place, name);
            return;
        }
        var prefix = Cut(around.MemberPrefix);
        prefix.CopyTo(_path);
        var rest = Cut(name, LongestBytes - prefix.Length);
        rest.CopyTo(_path.AsSpan(prefix.Length));
        _names.WriteBytes(place, _path.AsSpan(0, prefix.Length + rest.Length));
    }

    protected override void Point(VectorWriter elements) => _names = elements;

    // At the beginning of a character, so that it stays UTF-8.
    private static ReadOnlySpan<byte> Cut(ReadOnlySpan<byte> text, int most = LongestBytes)
    {
        if (text.Length <= most)
        {
            return text;
        }
        while (most > 0 && (text[most] & 0xC0) == 0x80)
        {
            most--;
        }
        return text[..most];
    }
}
