namespace Lakehouse.Medallion;

/// <summary>Something that happened while a run goes on, for whoever watches.</summary>
/// <param name="Stage">Name of the stage: <c>bronze</c>, <c>silver</c>, <c>gold</c>, <c>ops</c>.</param>
/// <param name="Subject">The source, dataset or product.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">A line for people; no row values.</param>
public sealed record RunEvent(string Stage, string Subject, RunEventKind Kind, string Text)
{
    /// <summary>What the step is going to read, when it is known: bytes of landing files for bronze, records for silver.</summary>
    public long? Total { get; init; }

    /// <summary>How long a step took that was told of after it was done; null for those told of as they happen.</summary>
    public TimeSpan? Elapsed { get; init; }
}
