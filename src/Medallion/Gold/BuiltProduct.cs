namespace Lakehouse.Medallion.Gold;

/// <summary>What became of one product in a run.</summary>
/// <param name="Report">What was built.</param>
/// <param name="Checks">Results of its checks.</param>
internal sealed record BuiltProduct(GoldReport Report, IReadOnlyList<CheckOutcome> Checks);
