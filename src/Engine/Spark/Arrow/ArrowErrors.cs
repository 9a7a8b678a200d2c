namespace Lakehouse.Engine.Spark.Arrow;

/// <summary>Why bytes are not taken as Arrow.</summary>
internal static class ArrowErrors
{
    public static EngineException Broken(string what) => new(
        ErrorCodes.ArrowBroken, $"the Arrow data of a result is broken: {what}. Run the statement again; if it comes back, report the query.");

    public static EngineException Unsupported(string what) => new(
        ErrorCodes.ArrowUnsupported, $"the Arrow data of a result has {what}, which this client does not read. Cast the column in the query, or change the setting of the session.");
}
