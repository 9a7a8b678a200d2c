namespace Lakehouse.Engine.Spark;

/// <summary>How far the server is with a statement.</summary>
/// <param name="Stages">Its stages so far.</param>
/// <param name="RunningTasks">Tasks that run now.</param>
public sealed record SparkProgress(IReadOnlyList<SparkStage> Stages, long RunningTasks);
