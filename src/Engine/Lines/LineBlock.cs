using System.Buffers;

namespace Lakehouse.Engine.Lines;

/// <summary>Whole lines of one file, read in one piece.</summary>
internal sealed class LineBlock : IDisposable
{
    private readonly byte[] _buffer;

    /// <summary>Takes over a rented buffer.</summary>
    public LineBlock(LandingFile file, byte[] buffer, int length, long firstLine)
    {
        _buffer = buffer;
        File = file;
        Length = length;
        FirstLine = firstLine;
    }

    /// <summary>The file that the lines stand in.</summary>
    public LandingFile File { get; }

    /// <summary>Number of the first line in its file, from 0.</summary>
    public long FirstLine { get; }

    /// <summary>Bytes of the block.</summary>
    public int Length { get; }

    /// <summary>The lines with their ends; the last line of a file may have none.</summary>
    public ReadOnlySpan<byte> Bytes => _buffer.AsSpan(0, Length);

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);
}
