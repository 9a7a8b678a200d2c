namespace Lakehouse.Delta.Actions;

/// <summary>What a program must know to read or write the table (protocol, "Protocol Evolution").</summary>
/// <param name="MinReaderVersion">1, 2, or 3 when <see cref="ReaderFeatures"/> tell.</param>
/// <param name="MinWriterVersion">1 to 6, or 7 when <see cref="WriterFeatures"/> tell.</param>
public sealed record Protocol(int MinReaderVersion, int MinWriterVersion) : DeltaAction
{
    /// <summary>Features that readers need; null below reader version 3.</summary>
    public IReadOnlyList<string>? ReaderFeatures { get; init; }

    /// <summary>Features that writers need; null below writer version 7.</summary>
    public IReadOnlyList<string>? WriterFeatures { get; init; }
}
