using System.Text;
using System.Text.Unicode;
using Lakehouse.Engine.DuckDb.Functions;
using Lakehouse.Engine.DuckDb.Vectors;

namespace Lakehouse.Engine.Lines;

/// <summary>Cuts blocks into records, chunk by chunk; one thread.</summary>
internal sealed class LineWorker(LineBatch batch) : DuckDBTableWorker
{
    // A chunk of long lines is cut short here, so that its texts stay far below what DuckDB can hold in one vector.
    private const int ChunkBytes = 32 << 20;

    private LineFileReader? _file;
    private LineBlock? _block;
    private byte[] _path = [];
    private long _sourceTime;
    private long _line;
    private int _at;
    private bool _valid;

    /// <inheritdoc/>
    public override int Fill(ChunkWriter output)
    {
        var paths = output.Column(0);
        var positions = output.Column(1);
        var payloads = output.Column(2);
        var bytes = output.Column(3);
        var times = output.Column(4);
        var row = 0;
        var written = 0;
        while (row < ChunkWriter.Capacity && written < ChunkBytes && (_block is not null || TryNextBlock()))
        {
            var line = NextLine();
            paths.WriteBytes(row, _path);
            positions.Write(row, _line++);
            times.Write(row, _sourceTime);
            if (_valid || Utf8.IsValid(line))
            {
                payloads.WriteBytes(row, line);
                bytes.SetNull(row);
            }
            else
            {
                payloads.SetNull(row);
                bytes.WriteBytes(row, line);
            }
            written += line.Length;
            row++;
            if (_at == _block!.Length)
            {
                _block.Dispose();
                _block = null;
            }
        }
        return row;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _block?.Dispose();
            _block = null;
        }
        base.Dispose(disposing);
    }

    private ReadOnlySpan<byte> NextLine()
    {
        var rest = _block!.Bytes[_at..];
        var end = rest.IndexOf((byte)'\n');
        var line = end < 0 ? rest : rest[..end];
        _at += end < 0 ? rest.Length : end + 1;
        return end > 0 && line[^1] == '\r' ? line[..^1] : line;
    }

    private bool TryNextBlock()
    {
        while ((_file ??= batch.NextFile()) is { } file)
        {
            if (file.NextBlock() is { } block)
            {
                _block = block;
                _line = block.FirstLine;
                _at = 0;
                _valid = Utf8.IsValid(block.Bytes);
                _path = Encoding.UTF8.GetBytes(block.File.Path);
                _sourceTime = (block.File.LastModified.UtcTicks - DateTimeOffset.UnixEpoch.Ticks)
                    / TimeSpan.TicksPerMicrosecond;
                return true;
            }
            batch.Close(file);
            if (file.Result!.Refusal is { } refusal)
            {
                throw new InvalidDataException($"The landing file {file.Result.File.Path} is refused: {refusal}.");
            }
            _file = null;
        }
        return false;
    }
}
