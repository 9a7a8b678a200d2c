using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine.Spark.Lines;

/// <summary>
/// What one pass over a landing file tells: the result that DuckDB would give, and what Spark's own reader does not: where
/// the lines of each split are counted from, and what it drops or cannot tell.
/// </summary>
internal sealed class LineCount
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    private readonly List<long> _firstLines = [0];

    private LineCount(LandingFile file) => File = file;

    /// <summary>The file.</summary>
    public LandingFile File { get; }

    /// <summary>Lines and hash, or why nothing of it may be used.</summary>
    public LandingFileResult Result { get; private set; } = null!;

    /// <summary>Whether the first line begins with a byte-order mark, which Spark's reader drops.</summary>
    public bool BeginsWithMark { get; private set; }

    /// <summary>Whether the file is a byte-order mark and nothing else, of which Spark's reader makes no line.</summary>
    public bool IsOnlyMark { get; private set; }

    /// <summary>Whether the last line has no LF, so that a CR at its end is payload.</summary>
    public bool EndsOpen { get; private set; }

    /// <summary>The splits of the file; compressed files have one.</summary>
    /// <param name="splitBytes">Length of a split, as it was counted with.</param>
    public IEnumerable<SplitLines> Splits(long splitBytes) => _firstLines.Select((first, i) => new SplitLines(
        i * splitBytes, first, Math.Max(0, (i + 1 < _firstLines.Count ? _firstLines[i + 1] : Result.Lines) - first)));

    /// <summary>Reads a file to its end.</summary>
    /// <param name="file">The file.</param>
    /// <param name="splitBytes">Length of a split.</param>
    /// <param name="activity">Where bytes are counted, if anywhere.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static LineCount Of(
        LandingFile file, long splitBytes, EngineActivity? activity, CancellationToken cancellationToken)
    {
        var count = new LineCount(file);
        using var reader = new LineFileReader(file, activity);
        long offset = 0;
        while (reader.NextBlock() is { } block)
        {
            using (block)
            {
                cancellationToken.ThrowIfCancellationRequested();
                count.Take(block, offset, splitBytes);
                offset += block.Length;
            }
        }
        count.Result = reader.Result!;
        return count;
    }

    private void Take(LineBlock block, long offset, long splitBytes)
    {
        BeginsWithMark |= offset == 0 && block.Bytes.StartsWith(ByteOrderMark);
        IsOnlyMark = offset == 0 && block.Bytes.SequenceEqual(ByteOrderMark);
        EndsOpen = block.Bytes[^1] != (byte)'\n';
        while (!File.Gzip && _firstLines.Count * splitBytes is var start && start < offset + block.Length)
        {
            // The reader of a split begins behind the first LF at or after the split's start.
            _firstLines.Add(block.FirstLine + block.Bytes[..(int)(start - offset)].Count((byte)'\n') + 1);
        }
    }
}
