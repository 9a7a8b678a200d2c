namespace Lakehouse.Medallion;

/// <summary>Something that happened while a run goes on, for whoever watches.</summary>
/// <param name="Stage">Name of the stage: <c>bronze</c>, <c>silver</c>, <c>gold</c>, <c>ops</c>.</param>
/// <param name="Subject">The source, dataset or product.</param>
/// <param name="Kind">What happened.</param>
/// <param name="Text">A line for people; no row values.</param>
public sealed record RunEvent(string Stage, string Subject, RunEventKind Kind, string Text)
{
    /// <summary>Share of the step that is done, 0 to 1, when it is known.</summary>
    public double? Fraction { get; init; }
}
