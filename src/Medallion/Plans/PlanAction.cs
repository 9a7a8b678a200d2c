namespace Lakehouse.Medallion.Plans;

/// <summary>What a run would do with a table.</summary>
public enum PlanAction
{
    /// <summary>Nothing: it is up to date.</summary>
    Nothing,

    /// <summary>Take in landing files.</summary>
    Land,

    /// <summary>Judge records of Bronze.</summary>
    Judge,

    /// <summary>Recompute the partitions that new input touches.</summary>
    Partitions,

    /// <summary>Recompute everything.</summary>
    Whole,

    /// <summary>Nothing, since something is wrong.</summary>
    Refuse,
}
