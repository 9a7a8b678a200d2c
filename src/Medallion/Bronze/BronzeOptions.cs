namespace Lakehouse.Medallion.Bronze;

/// <summary>Limits of the Bronze stage.</summary>
public sealed record BronzeOptions
{
    /// <summary>The limits that hold when nobody says otherwise.</summary>
    public static readonly BronzeOptions Default = new();

    /// <summary>Unpacked bytes that one commit takes in, about; what follows goes into the next, so that memory and lost work stay bounded.</summary>
    /// <value>Default 1 GiB.</value>
    public long CommitBytes { get; init; } = 1L << 30;

    /// <summary>How often other writers may win before the run gives up.</summary>
    /// <value>Default 20.</value>
    public int Attempts { get; init; } = 20;
}
