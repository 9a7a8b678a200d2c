namespace Lakehouse.TestKit.Storage;

/// <summary>Which call of a <see cref="FaultingStorage"/> fails.</summary>
/// <param name="Call">Number of the call, from 1.</param>
/// <param name="Fault">How it fails.</param>
/// <param name="StaysDown">Whether all later calls fail too, as if the process had died.</param>
public sealed record FaultPlan(int Call, Fault Fault, bool StaysDown)
{
    /// <summary>How the path of the calls ends that fail, whatever their number; null for none.</summary>
    public string? Path { get; init; }

    /// <summary>Nothing fails; calls are only counted.</summary>
    public static FaultPlan None { get; } = new(0, Fault.None, false);
}
