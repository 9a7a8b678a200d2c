namespace Lakehouse.Engine;

/// <summary>How much an engine has read since it was opened; counts while queries run, readable from any thread.</summary>
public sealed class EngineActivity
{
    private long _landingBytes;
    private long _records;

    /// <summary>Bytes of landing files, as they lie on disk.</summary>
    public long LandingBytes => Interlocked.Read(ref _landingBytes);

    /// <summary>Records given to strict readers.</summary>
    public long Records => Interlocked.Read(ref _records);

    internal void AddLandingBytes(long count) => Interlocked.Add(ref _landingBytes, count);

    internal void AddRecords(long count) => Interlocked.Add(ref _records, count);
}
