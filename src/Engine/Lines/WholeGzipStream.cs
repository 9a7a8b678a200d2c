using System.IO.Compression;

namespace Lakehouse.Engine.Lines;

/// <summary>
/// Unpacks gzip data (RFC 1952, any number of members) and fails when it does not end at the end of a member.
/// </summary>
/// <remarks>
/// <see cref="GZipStream"/> takes the end of its input for the end of the data, wherever that is. So the input is
/// continued by one more member that unpacks to a mark: only when everything before it was whole does the output end
/// with the mark, which is held back.
/// </remarks>
internal sealed class WholeGzipStream : ForwardStream
{
    private static readonly byte[] Mark = "the end of the last member, and nothing of the file: 7c1b0f5e2d"u8.ToArray();
    private static readonly byte[] MarkMember = Pack(Mark);

    private readonly GZipStream _unpacked;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _given;
    private int _ready;
    private int _filled;

    /// <summary>Unpacks <paramref name="packed"/>, which stays open.</summary>
    public WholeGzipStream(Stream packed) =>
        _unpacked = new GZipStream(new ContinuedStream(packed, MarkMember), CompressionMode.Decompress);

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">The data is damaged or does not end with a whole member.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (_given == _ready)
        {
            Fill();
        }
        var count = Math.Min(buffer.Length, _ready - _given);
        _buffer.AsSpan(_given, count).CopyTo(buffer);
        _given += count;
        return count;
    }

    // What could be the mark stays back until more has come after it.
    private void Fill()
    {
        _buffer.AsSpan(_ready, _filled - _ready).CopyTo(_buffer);
        _filled -= _ready;
        _given = 0;
        var read = _unpacked.ReadAtLeast(_buffer.AsSpan(_filled), Mark.Length + 1, throwOnEndOfStream: false);
        _filled += read;
        _ready = Math.Max(0, _filled - Mark.Length);
        if (read <= Mark.Length && !_buffer.AsSpan(_ready, _filled - _ready).SequenceEqual(Mark))
        {
            throw new InvalidDataException("The gzip data does not end with a whole member.");
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _unpacked.Dispose();
        }
        base.Dispose(disposing);
    }

    private static byte[] Pack(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(bytes);
        }
        return packed.ToArray();
    }
}
