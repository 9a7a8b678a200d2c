namespace Lakehouse.Engine.Lines;

/// <summary>Files that threads share out among themselves: each opens a new one while there are any, then helps the others.</summary>
internal sealed class LineBatch(IReadOnlyList<LandingFile> files, EngineActivity? activity) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<LineFileReader> _open = [];
    private readonly List<LandingFileResult> _results = [];
    private int _next;

    /// <summary>Bytes of all files, as listed.</summary>
    public long SizeBytes { get; } = files.Sum(file => file.SizeBytes);

    /// <summary>What is known of the files that were read to their ends, or refused.</summary>
    public IReadOnlyList<LandingFileResult> Results()
    {
        lock (_lock)
        {
            return [.. _results];
        }
    }

    /// <summary>A file to take blocks from, or null when all have been read.</summary>
    public LineFileReader? NextFile()
    {
        lock (_lock)
        {
            if (_next < files.Count)
            {
                var reader = new LineFileReader(files[_next++], activity);
                _open.Add(reader);
                return reader;
            }
            return _open.Count > 0 ? _open[0] : null;
        }
    }

    /// <summary>Notes that a file gives no more blocks.</summary>
    public void Close(LineFileReader reader)
    {
        lock (_lock)
        {
            if (_open.Remove(reader))
            {
                _results.Add(reader.Result!);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _open.ForEach(reader => reader.Dispose());
            _open.Clear();
        }
    }
}
