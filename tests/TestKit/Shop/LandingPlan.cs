namespace Lakehouse.TestKit.Shop;

/// <summary>The records of one landing file and how they are written.</summary>
internal sealed record LandingPlan(string PlainPath, IReadOnlyList<ShopRecord> PlainRecords)
{
    private static readonly byte[] ByteOrderMark = [0xEF, 0xBB, 0xBF];

    public bool HasByteOrderMark { get; init; }

    public LineEnds LineEnds { get; init; }

    public bool EndsWithLineEnd { get; init; } = true;

    /// <summary>Zero for a plain file.</summary>
    public int GzipMembers { get; init; }

    public string Path => GzipMembers > 0 ? $"{PlainPath}.gz" : PlainPath;

    /// <summary>The records with their coordinates. A byte-order mark belongs to the first one and spoils it.</summary>
    public IReadOnlyList<ShopRecord> Records() =>
        [.. PlainRecords.Select((record, i) => (HasByteOrderMark && i == 0 ? Marked(record) : record) with
        {
            LandingPath = Path,
            LandingPosition = i,
        })];

    public byte[] Write()
    {
        using var bytes = new MemoryStream();
        var records = Records();
        for (var i = 0; i < records.Count; i++)
        {
            bytes.Write(records[i].Payload);
            if (i < records.Count - 1 || EndsWithLineEnd)
            {
                bytes.Write(LineEnds == LineEnds.Windows || (LineEnds == LineEnds.Mixed && i % 3 == 0) ? "\r\n"u8 : "\n"u8);
            }
        }
        return GzipMembers > 0 ? StoredGzip.Pack(bytes.ToArray(), GzipMembers) : bytes.ToArray();
    }

    private static ShopRecord Marked(ShopRecord record) => record with
    {
        Planted = "a byte-order mark before the first record",
        Payload = [.. ByteOrderMark, .. record.Payload],
        Errors = [new ShopError("MALFORMED", "")],
        Row = null,
    };
}
