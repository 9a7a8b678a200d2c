namespace Lakehouse.Medallion.Generation;

/// <summary>How many records are made, and how many of them wrong.</summary>
/// <param name="Rows">How many.</param>
public sealed record GenerationOptions(long Rows)
{
    /// <summary>The share of the records that have errors, 0 to 1.</summary>
    /// <value>0.</value>
    public double Faults { get; init; }

    /// <summary>Decides every choice: the same seed gives the same bytes.</summary>
    /// <value>1.</value>
    public int Seed { get; init; } = 1;
}
