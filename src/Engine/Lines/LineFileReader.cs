using System.Buffers;

namespace Lakehouse.Engine.Lines;

/// <summary>
/// Reads one file in blocks of whole lines. Any thread may ask for the next block: reading, hashing and counting happen
/// in order under a lock, all further work on a block does not.
/// </summary>
internal sealed class LineFileReader : IDisposable
{
    private const int BlockSize = 1 << 20;

    /// <summary>A line longer than this is no record.</summary>
    public const int MaxLineBytes = 1 << 30;

    private readonly Lock _lock = new();
    private readonly LandingFile _file;
    private readonly EngineActivity? _activity;
    private HashingStream? _raw;
    private Stream? _lines;
    private byte[] _rest = [];
    private int _restLength;
    private long _nextLine;
    private bool _done;

    /// <summary>Prepares to read; the file is opened with the first block.</summary>
    public LineFileReader(LandingFile file, EngineActivity? activity) => (_file, _activity) = (file, activity);

    /// <summary>What was seen of the file, once it is done.</summary>
    public LandingFileResult? Result { get; private set; }

    /// <summary>The next lines, or null when there are no more or the file is refused.</summary>
    public LineBlock? NextBlock()
    {
        lock (_lock)
        {
            if (_done)
            {
                return null;
            }
            try
            {
                return ReadBlock();
            }
            catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
            {
                Finish(e is InvalidDataException ? "its gzip data is damaged or cut off" : e.Message);
                return null;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _lines?.Dispose();
        _raw?.Dispose();
    }

    private LineBlock? ReadBlock()
    {
        Open();
        var buffer = ArrayPool<byte>.Shared.Rent(Math.Max(BlockSize, _restLength * 2));
        _rest.AsSpan(0, _restLength).CopyTo(buffer);
        var filled = _restLength;
        var end = 0;
        while (end == 0)
        {
            if (filled == buffer.Length)
            {
                if (filled >= MaxLineBytes)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    Finish($"line {_nextLine} is longer than {MaxLineBytes} bytes");
                    return null;
                }
                buffer = Grow(buffer);
            }
            var read = _lines!.ReadAtLeast(buffer.AsSpan(filled), buffer.Length - filled, throwOnEndOfStream: false);
            var searched = filled;
            filled += read;
            if (filled < buffer.Length)
            {
                _restLength = 0;
                return LastBlock(buffer, filled);
            }
            end = buffer.AsSpan(searched, filled - searched).LastIndexOf((byte)'\n') + 1;
            end += end > 0 ? searched : 0;
        }
        _restLength = filled - end;
        if (_rest.Length < _restLength)
        {
            _rest = new byte[Math.Max(_restLength, BlockSize / 4)];
        }
        buffer.AsSpan(end, _restLength).CopyTo(_rest);
        return Take(buffer, end);
    }

    private LineBlock? LastBlock(byte[] buffer, int length)
    {
        var changed = _raw!.BytesRead != _file.SizeBytes;
        LineBlock? block = null;
        if (length > 0 && !changed)
        {
            block = Take(buffer, length);
            _nextLine += buffer[length - 1] == '\n' ? 0 : 1;
        }
        else
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        Finish(changed ? LandingFileResult.Changed : null);
        return block;
    }

    private LineBlock Take(byte[] buffer, int length)
    {
        var block = new LineBlock(_file, buffer, length, _nextLine);
        _nextLine += block.Bytes.Count((byte)'\n');
        return block;
    }

    private void Open()
    {
        if (_lines is null)
        {
            if (_file is { Gzip: true, SizeBytes: 0 })
            {
                throw new InvalidDataException("An empty file is no gzip data.");
            }
            _raw = new HashingStream(new FileStream(
                _file.Location, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1,
                FileOptions.SequentialScan), _activity);
            _lines = _file.Gzip ? new WholeGzipStream(_raw) : _raw;
        }
    }

    private void Finish(string? refusal)
    {
        _done = true;
        _rest = [];
        Result = new LandingFileResult(_file, _nextLine, _raw?.Sha256() ?? "", refusal);
        Dispose();
    }

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger, 0);
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
