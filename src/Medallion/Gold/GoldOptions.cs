namespace Lakehouse.Medallion.Gold;

/// <summary>Limits of the Gold stage.</summary>
public sealed record GoldOptions
{
    /// <summary>The limits that hold when nobody says otherwise.</summary>
    public static readonly GoldOptions Default = new();

    /// <summary>How often other writers may win before the run gives up.</summary>
    /// <value>Default 20.</value>
    public int Attempts { get; init; } = 20;

    /// <summary>Size of input files that a product may read while another one is built; whoever reads more is built alone.</summary>
    /// <value>In bytes; default 64 MiB.</value>
    public long BesideBytes { get; init; } = 64 << 20;
}
