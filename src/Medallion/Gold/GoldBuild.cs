namespace Lakehouse.Medallion.Gold;

/// <summary>How a product is brought up to date.</summary>
public enum GoldBuild
{
    /// <summary>Not at all: nothing that it reads has changed.</summary>
    Current,

    /// <summary>Only the partitions that new input touched.</summary>
    Partitions,

    /// <summary>From all of its input.</summary>
    Whole,

    /// <summary>It could not be built.</summary>
    Failed,
}
