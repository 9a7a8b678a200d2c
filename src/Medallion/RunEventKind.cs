namespace Lakehouse.Medallion;

/// <summary>What a <see cref="RunEvent"/> tells.</summary>
public enum RunEventKind
{
    /// <summary>Work on the subject begins.</summary>
    Started,

    /// <summary>It goes on.</summary>
    Progressed,

    /// <summary>It ended well.</summary>
    Finished,

    /// <summary>There was nothing to do.</summary>
    Skipped,

    /// <summary>Something needs attention, the work goes on.</summary>
    Warned,

    /// <summary>It ended without being published.</summary>
    Failed,
}
