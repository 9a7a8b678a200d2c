namespace Lakehouse.Engine.Lines;

/// <summary>
/// The records of landing files as a relation of an engine: <c>landing_path</c>, <c>landing_position</c>, <c>payload</c>,
/// <c>payload_bytes</c> and <c>source_time</c>. It can be read once.
/// </summary>
public interface ILandingLines : IAsyncDisposable
{
    /// <summary>SQL that can follow FROM.</summary>
    string Relation { get; }

    /// <summary>
    /// What is known of each file, complete when the query has ended. When a file is refused, nothing that the query made may
    /// be used.
    /// </summary>
    IReadOnlyList<LandingFileResult> Results();
}
