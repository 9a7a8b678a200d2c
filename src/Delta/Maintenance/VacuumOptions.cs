namespace Lakehouse.Delta.Maintenance;

/// <summary>How a vacuum is done.</summary>
public sealed record VacuumOptions
{
    /// <summary>How long files stay after their removal; older versions are not readable any more.</summary>
    /// <value>Default: the table's <c>delta.deletedFileRetentionDuration</c>, else 7 days.</value>
    public TimeSpan? Retention { get; init; }

    /// <summary>Whether a retention below that of the table is allowed; files of running writers may then be deleted.</summary>
    /// <value>Default false.</value>
    public bool AllowShortRetention { get; init; }

    /// <summary>Whether files are only listed.</summary>
    /// <value>Default false.</value>
    public bool IsDryRun { get; init; }
}
