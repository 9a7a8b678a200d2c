using System.Text;

namespace Lakehouse.Engine.Json;

/// <summary>Finds the version that a record names, reading no further than to there.</summary>
internal sealed unsafe class VersionFinder
{
    /// <summary>The record is to be refused; <see cref="Refusal"/> says why.</summary>
    public const int Refused = -1;

    /// <summary>The record is not one complete JSON object as far as it was read.</summary>
    public const int Malformed = -2;

    private readonly JsonVersions _versions;
    private readonly byte[][] _path;
    private readonly byte[]? _content;
    private readonly string _named;
    private readonly byte[][] _known;
    private readonly byte[][] _drafts;
    private readonly MemberNames _names = new();
    private readonly ValueSkipper _skipper;
    private byte[] _scratch = new byte[256];

    /// <summary>Makes a finder; <paramref name="versions"/> says where to look.</summary>
    public VersionFinder(JsonVersions versions)
    {
        _versions = versions;
        _path = [.. versions.Path.Select(Encoding.UTF8.GetBytes)];
        _content = versions.Content is null ? null : Encoding.UTF8.GetBytes(versions.Content);
        _known = [.. versions.Known.Select(version => Encoding.UTF8.GetBytes(version.Name))];
        _drafts = [.. versions.Drafts.Select(Encoding.UTF8.GetBytes)];
        _skipper = new ValueSkipper(_names);
        _named = string.Join('.', versions.Path);
    }

    /// <summary>Why the last record was refused.</summary>
    public (string Code, string Path, string Message) Refusal { get; private set; }

    /// <summary>Index of the version, or one of <see cref="Refused"/> and <see cref="Malformed"/>.</summary>
    /// <param name="text">The payload; the record inside it after this.</param>
    /// <param name="length">Its bytes.</param>
    public int Find(ref byte* text, ref int length)
    {
        _names.Clear();
        if (_content is not null)
        {
            return FindInside(ref text, ref length);
        }
        var cursor = new JsonCursor(text, length);
        if (!TryFind(ref cursor, out var found))
        {
            return Malformed;
        }
        return found != Refused || IsComplete(text, length) ? found : Malformed;
    }

    // Both members in any order, each once, and no other.
    private int FindInside(ref byte* text, ref int length)
    {
        var cursor = new JsonCursor(text, length);
        var (version, count, others, named) = (0, 0, false, false);
        byte* start = null;
        if (cursor.Peek() != '{')
        {
            return Malformed;
        }
        cursor.Skip();
        if (!cursor.TryTake((byte)'}'))
        {
            do
            {
                if (cursor.Peek() != '"' || !cursor.TryString(out var name) || !cursor.TryTake((byte)':'))
                {
                    return Malformed;
                }
                var decoded = name.Decode(ref _scratch);
                var (isPath, isContent) = (decoded.SequenceEqual(_path[0]) && !named, decoded.SequenceEqual(_content) && start == null);
                var isText = cursor.Peek() == '"';
                var begin = cursor.Position;
                if (isPath && isText)
                {
                    named = true;
                    if (!TryVersion(ref cursor, out version))
                    {
                        return Malformed;
                    }
                    continue;
                }
                others |= !isContent;
                if (!_skipper.TrySkip(ref cursor, out _))
                {
                    return Malformed;
                }
                if (isContent)
                {
                    start = begin;
                    count = (int)(cursor.Position - begin);
                }
            }
            while (cursor.TryTake((byte)','));
            if (!cursor.TryTake((byte)'}'))
            {
                return Malformed;
            }
        }
        if (!cursor.AtEnd())
        {
            return Malformed;
        }
        if (others || !named || start == null)
        {
            Refusal = (JsonFault.Malformed, "", $"is no object of '{_named}', which names its schema, and '{_versions.Content}' alone");
            return Refused;
        }
        text = start;
        length = count;
        return version;
    }

    private bool TryFind(ref JsonCursor cursor, out int version)
    {
        version = 0;
        foreach (var name in _path)
        {
            if (cursor.Peek() != '{')
            {
                version = Unnamed();
                return true;
            }
            if (!TryMember(ref cursor, name, out var found))
            {
                return false;
            }
            if (!found)
            {
                version = Unnamed();
                return true;
            }
        }
        return TryVersion(ref cursor, out version);
    }

    // Leaves the cursor before the member's value.
    private bool TryMember(ref JsonCursor cursor, ReadOnlySpan<byte> name, out bool found)
    {
        found = false;
        cursor.Skip();
        if (cursor.TryTake((byte)'}'))
        {
            return true;
        }
        do
        {
            if (cursor.Peek() != '"' || !cursor.TryString(out var text) || !cursor.TryTake((byte)':'))
            {
                return false;
            }
            if (text.Decode(ref _scratch).SequenceEqual(name))
            {
                found = true;
                return true;
            }
            if (!_skipper.TrySkip(ref cursor, out _))
            {
                return false;
            }
        }
        while (cursor.TryTake((byte)','));
        return cursor.TryTake((byte)'}');
    }

    private bool TryVersion(ref JsonCursor cursor, out int version)
    {
        version = Refused;
        JsonText text;
        switch (cursor.Peek())
        {
            case (byte)'"':
                if (!cursor.TryString(out text))
                {
                    return false;
                }
                version = Named(text.Decode(ref _scratch));
                return true;
            case (byte)'-' or (>= (byte)'0' and <= (byte)'9'):
                if (!cursor.TryNumber(out text))
                {
                    return false;
                }
                version = Named(text.Raw);
                return true;
            case (byte)'n':
                version = Unnamed();
                return true;
            default:
                version = Named([]);
                return true;
        }
    }

    private int Named(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _known.Length; i++)
        {
            if (name.SequenceEqual(_known[i]))
            {
                return i;
            }
        }
        Refusal = (JsonFault.UnknownVersion, _named, "names a version of the contract that nobody knows");
        foreach (var draft in _drafts)
        {
            if (name.SequenceEqual(draft))
            {
                Refusal = (JsonFault.DraftVersion, _named, "names a version of the contract that is a draft");
            }
        }
        return Refused;
    }

    private int Unnamed()
    {
        if (!_versions.Required)
        {
            return 0;
        }
        Refusal = (JsonFault.Required, _named, "names no version of the contract");
        return Refused;
    }

    // What is no record at all is told as that, whatever version it seems to name.
    private bool IsComplete(byte* text, int length)
    {
        _names.Clear();
        var cursor = new JsonCursor(text, length);
        return cursor.Peek() == '{' && _skipper.TrySkip(ref cursor, out _) && cursor.AtEnd();
    }
}
