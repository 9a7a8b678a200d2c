namespace Lakehouse.TestKit.Shop;

/// <summary>One record of a landing file and what the generator knows about it.</summary>
public sealed record ShopRecord
{
    public required string Dataset { get; init; }

    /// <summary>What was planted, in words; "good" for nothing.</summary>
    public required string Planted { get; init; }

    /// <summary>The record as received, without its line end.</summary>
    public required byte[] Payload { get; init; }

    /// <summary>What the verdict must hold, in contract order; empty for a valid record.</summary>
    public IReadOnlyList<ShopError> Errors { get; init; } = [];

    /// <summary>How many top-level fields the contract does not declare.</summary>
    public int Undeclared { get; init; }

    /// <summary>The typed content of a valid record, else null.</summary>
    public ShopRow? Row { get; init; }

    /// <summary>The landing file, as a path below the landing root.</summary>
    public string LandingPath { get; init; } = "";

    /// <summary>The zero-based number of the record in its file.</summary>
    public long LandingPosition { get; init; }
}
