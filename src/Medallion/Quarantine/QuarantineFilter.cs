namespace Lakehouse.Medallion.Quarantine;

/// <summary>Which rejected records are meant.</summary>
public sealed record QuarantineFilter
{
    /// <summary>Only of this dataset.</summary>
    /// <value>Default: of all.</value>
    public string? Dataset { get; init; }

    /// <summary>Only those with this error.</summary>
    /// <value>Default: with any.</value>
    public string? Code { get; init; }
}
