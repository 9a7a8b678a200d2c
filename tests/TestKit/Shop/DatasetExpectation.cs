namespace Lakehouse.TestKit.Shop;

/// <summary>The balance of one dataset: <c>read = accepted + duplicate + quarantined</c>.</summary>
public sealed record DatasetExpectation(IReadOnlyList<(ShopRecord Record, ShopVerdict Verdict)> Records)
{
    public int Read => Records.Count;

    public int Accepted => Count(ShopVerdict.Accepted);

    public int DuplicateExact => Count(ShopVerdict.DuplicateExact);

    public int DuplicateConflicting => Count(ShopVerdict.DuplicateConflicting);

    public int Quarantined => Count(ShopVerdict.Quarantined);

    /// <summary>Accepted records that carry a field the contract does not declare.</summary>
    public int Drifted => Records.Count(r => r.Verdict == ShopVerdict.Accepted && r.Record.Undeclared > 0);

    /// <summary>How many records hold each error.</summary>
    public IReadOnlyDictionary<ShopError, int> Errors { get; } = Records
        .SelectMany(r => r.Record.Errors)
        .GroupBy(error => error)
        .ToDictionary(group => group.Key, group => group.Count());

    /// <summary>The rows of Silver, in landing order.</summary>
    public IEnumerable<ShopRow> Rows => Records.Where(r => r.Verdict == ShopVerdict.Accepted).Select(r => r.Record.Row!);

    private int Count(ShopVerdict verdict) => Records.Count(r => r.Verdict == verdict);
}
