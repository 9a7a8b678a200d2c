namespace Lakehouse.Medallion.Runs;

/// <summary>How far the query has come that the engine runs right now.</summary>
/// <param name="Fraction">0 to 1, or null while the engine cannot tell.</param>
/// <param name="RowsDone">Rows of its input read so far.</param>
public readonly record struct EngineProgress(double? Fraction, long RowsDone)
{
    /// <summary>Asks the engine of a session in use; callable from any thread until the session is disposed.</summary>
    public static EngineProgress Of(LakehouseSession session)
    {
        var progress = session.Engine.Connection.Progress;
        return new EngineProgress(progress.Fraction, progress.RowsProcessed);
    }
}
