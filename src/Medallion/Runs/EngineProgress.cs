using Lakehouse.Engine.Spark;

namespace Lakehouse.Medallion.Runs;

/// <summary>How far the engine of a session has come; what it counts never goes down.</summary>
/// <param name="LandingBytes">Bytes of landing files read since the session was opened.</param>
/// <param name="Records">Records judged since then.</param>
/// <param name="QueryFraction">Share of the running query that is done, 0 to 1; null while the engine cannot tell.</param>
public readonly record struct EngineProgress(long LandingBytes, long Records, double? QueryFraction)
{
    /// <summary>Stages of the running statement on a Spark server, and their tasks; null where there is none.</summary>
    public (int Stages, long DoneTasks, long Tasks)? Server { get; init; }

    /// <summary>Asks the engine of a session in use; callable from any thread until the session is disposed.</summary>
    public static EngineProgress Of(LakehouseSession session) => session.Compute is SparkEngine spark
        ? new(spark.Activity.LandingBytes, spark.Activity.Records, null)
        {
            Server = spark.Progress is { Stages: { Count: > 0 } stages }
                ? (stages.Count, stages.Sum(stage => stage.CompletedTasks), stages.Sum(stage => stage.Tasks))
                : null,
        }
        : new(
            session.Engine.Activity.LandingBytes,
            session.Engine.Activity.Records,
            session.Engine.Connection.Progress.Fraction);
}
