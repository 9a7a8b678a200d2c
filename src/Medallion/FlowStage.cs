namespace Lakehouse.Medallion;

/// <summary>One step of the flow.</summary>
/// <param name="Name">Name of the layer that it fills.</param>
/// <param name="Purpose">What it does, in a line.</param>
/// <param name="RunAsync">Does it: takes the report so far and gives it back with its own part.</param>
public sealed record FlowStage(
    string Name, string Purpose, Func<RunContext, RunReport, CancellationToken, Task<RunReport>> RunAsync);
