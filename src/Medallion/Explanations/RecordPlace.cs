namespace Lakehouse.Medallion.Explanations;

/// <summary>Where a record is.</summary>
public enum RecordPlace
{
    /// <summary>In a landing file that was not taken in yet.</summary>
    Landing,

    /// <summary>In Bronze, not judged yet.</summary>
    Bronze,

    /// <summary>In Silver: accepted.</summary>
    Silver,

    /// <summary>In Bronze only: a valid record of its key that comes earlier stands in Silver.</summary>
    Duplicate,

    /// <summary>In quarantine: rejected.</summary>
    Quarantine,

    /// <summary>Parked: it waits for what it refers to.</summary>
    Parked,

    /// <summary>In Bronze, judged, and in no table: the rules or a table changed since.</summary>
    Unknown,
}
