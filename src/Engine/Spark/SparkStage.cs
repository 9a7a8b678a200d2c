namespace Lakehouse.Engine.Spark;

/// <summary>A stage of a statement.</summary>
/// <param name="Id">Its number on the server.</param>
/// <param name="Tasks">How many tasks it has.</param>
/// <param name="CompletedTasks">How many of them are done.</param>
/// <param name="InputBytes">How much it has read, in bytes.</param>
/// <param name="IsDone">Whether it is done.</param>
public sealed record SparkStage(long Id, long Tasks, long CompletedTasks, long InputBytes, bool IsDone);
