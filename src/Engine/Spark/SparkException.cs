namespace Lakehouse.Engine.Spark;

/// <summary>
/// Spark refused a statement or failed at it. <see cref="EngineException.EngineText"/> holds Spark's own words, which may quote
/// values of rows.
/// </summary>
public sealed class SparkException : EngineException
{
    internal SparkException(string code, string message, bool isTransient = false, Exception? innerException = null)
        : base(code, message, isTransient, innerException)
    {
    }

    /// <summary>Spark's name of the error, such as <c>TABLE_OR_VIEW_NOT_FOUND</c>; null when it has none.</summary>
    public string? ErrorClass { get; init; }

    /// <summary>The SQLSTATE, five characters; null when there is none.</summary>
    public string? SqlState { get; init; }

    /// <summary>What the error is about, by the names in Spark's message templates; may hold values of rows.</summary>
    public IReadOnlyDictionary<string, string> MessageParameters { get; init; } = new Dictionary<string, string>();

    /// <summary>The part of the SQL text that the error is about; null when Spark does not say.</summary>
    public string? SqlFragment { get; init; }
}
