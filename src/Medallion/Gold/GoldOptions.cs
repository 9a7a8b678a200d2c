namespace Lakehouse.Medallion.Gold;

/// <summary>Limits of the Gold stage.</summary>
public sealed record GoldOptions
{
    /// <summary>The limits that hold when nobody says otherwise.</summary>
    public static readonly GoldOptions Default = new();

    /// <summary>How often other writers may win before the run gives up.</summary>
    /// <value>Default 20.</value>
    public int Attempts { get; init; } = 20;
}
