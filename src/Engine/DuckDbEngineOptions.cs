namespace Lakehouse.Engine;

/// <summary>Limits of an engine.</summary>
/// <param name="SpillDirectory">Folder for what does not fit in memory, of one database alone; DuckDB makes and removes it.</param>
public sealed record DuckDbEngineOptions(string SpillDirectory)
{
    /// <summary>The memory limit that holds when nobody says otherwise.</summary>
    public const string DefaultMemoryLimit = "1.5GB";

    /// <summary>Memory that DuckDB may take, in its own words: <c>1.5GB</c>.</summary>
    /// <value>Default 1.5GB.</value>
    public string MemoryLimit { get; init; } = DefaultMemoryLimit;

    /// <summary>Threads that work at the same time.</summary>
    /// <value>Default: all processors.</value>
    public int Threads { get; init; } = Environment.ProcessorCount;

    // DuckDB makes one folder, not those above it.
    internal void MakeSpillParent() => Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(SpillDirectory))!);
}
