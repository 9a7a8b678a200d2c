namespace Lakehouse.Medallion.Gold.Queries.Determinism;

/// <summary>Why a group of functions is refused, and when it is not.</summary>
/// <param name="Why">Completes the sentence that begins with the function's name.</param>
/// <param name="Next">The next step; <c>{0}</c> stands for the function's name.</param>
internal sealed record FunctionRule(string Why, string Next)
{
    /// <summary>True when ORDER BY inside the call, or the ORDER BY of its window, makes it deterministic.</summary>
    public bool IsCuredByOrder { get; init; }

    /// <summary>True when it is deterministic as the direct argument of a function that forgets the order of a list.</summary>
    public bool IsUnorderedList { get; init; }

    /// <summary>How many arguments make it harmful; null when any number does.</summary>
    public int? Arguments { get; init; }
}
