using System.Text.Json;
using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Actions;

/// <summary>
/// Keeps the files of lines in the common form, without an object for each; every other line is for
/// <see cref="ActionReader"/>. The text must be valid UTF-8.
/// </summary>
internal sealed class AddLineReader(FileTableBuilder files)
{
    private const int Remembered = 1 << 12;

    private readonly (byte[] Json, StringMap Map)[] _maps = new (byte[], StringMap)[Remembered];
    private readonly StringMapBuilder _builder = new();
    private byte[] _stats = [];

    /// <summary>Keeps the file of a line; false when the line is of another form.</summary>
    /// <exception cref="JsonException">The partition values are none.</exception>
    public bool TryRead(ReadOnlySpan<byte> line)
    {
        var add = new AddLine(line);
        if (!add.TryRead()) return false;
        files.Add(
            add.Path, MapOf(add.PartitionValues), add.Size, add.ModificationTime, add.DataChange,
            add.HasStats, Unescaped(add.EscapedStats));
        return true;
    }

    private StringMap MapOf(ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty) return StringMap.Empty;
        ref var known = ref _maps[FileTable.HashOf(json) & (Remembered - 1)];
        if (known.Map is not null && json.SequenceEqual(known.Json)) return known.Map;
        var reader = new Utf8JsonReader(json);
        known = (json.ToArray(), reader.OptionalMap(_builder)!);
        return known.Map;
    }

    private ReadOnlySpan<byte> Unescaped(ReadOnlySpan<byte> text)
    {
        if (_stats.Length < text.Length) _stats = new byte[2 * text.Length];
        var length = 0;
        for (var escape = text.IndexOf((byte)'\\'); escape >= 0; escape = text.IndexOf((byte)'\\'))
        {
            text[..escape].CopyTo(_stats.AsSpan(length));
            length += escape;
            _stats[length++] = text[escape + 1];
            text = text[(escape + 2)..];
        }
        text.CopyTo(_stats.AsSpan(length));
        return _stats.AsSpan(0, length + text.Length);
    }
}
