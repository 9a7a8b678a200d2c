namespace Lakehouse.TestKit.Shop;

/// <summary>
/// Something odd that is planted into otherwise good records: in the row before it is written, in the JSON, or in the bytes.
/// Without errors the record stays valid, and its row is what Silver must hold.
/// </summary>
internal sealed record Variation<TRow>(string Name, params ShopError[] Errors)
    where TRow : ShopRow
{
    /// <summary>How many records get it.</summary>
    public int Count { get; init; } = 4;

    /// <summary>Top-level fields that it adds and the contract does not declare.</summary>
    public int Undeclared { get; init; }

    public Func<TRow, TRow>? Row { get; init; }

    public Action<JsonDraft, TRow>? Json { get; init; }

    public Func<byte[], byte[]>? Bytes { get; init; }
}
