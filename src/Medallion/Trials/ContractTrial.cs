namespace Lakehouse.Medallion.Trials;

/// <summary>What another contract would have made of the records that landed.</summary>
/// <param name="Dataset">The dataset whose records were judged.</param>
/// <param name="Current">Version of the contract in force.</param>
/// <param name="Proposed">Version of the contract on trial.</param>
public sealed record ContractTrial(string Dataset, string Current, string Proposed)
{
    /// <summary>Whether both ask for the same, so that no verdict can change.</summary>
    public bool Unchanged { get; init; }

    /// <summary>Records of Bronze that both contracts judged.</summary>
    public long Records { get; init; }

    /// <summary>Records that the contract in force accepts.</summary>
    public long AcceptedNow { get; init; }

    /// <summary>Records that the contract on trial accepts.</summary>
    public long AcceptedThen { get; init; }

    /// <summary>Records that are accepted now and would be rejected.</summary>
    public long WouldBeRejected { get; init; }

    /// <summary>Records that are rejected now and would be accepted.</summary>
    public long WouldBeAccepted { get; init; }

    /// <summary>Records that both reject, each for other codes.</summary>
    public long OtherReasons { get; init; }

    /// <summary>The changed verdicts by code, day and producer, the most frequent first.</summary>
    public IReadOnlyList<TrialChange> Changes { get; init; } = [];

    /// <summary>Some of the records with a changed verdict, a few of each code.</summary>
    public IReadOnlyList<TrialExample> Examples { get; init; } = [];
}
