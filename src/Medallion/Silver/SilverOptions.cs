namespace Lakehouse.Medallion.Silver;

/// <summary>Limits of the Silver stage.</summary>
public sealed record SilverOptions
{
    /// <summary>The limits that hold when nobody says otherwise.</summary>
    public static readonly SilverOptions Default = new();

    /// <summary>Bronze records that one step takes in, about; whole Bronze commits, at least one.</summary>
    /// <value>Default 3,000,000.</value>
    public long StepRecords { get; init; } = 3_000_000;

    /// <summary>How often other writers may win before the run gives up.</summary>
    /// <value>Default 20.</value>
    public int Attempts { get; init; } = 20;
}
