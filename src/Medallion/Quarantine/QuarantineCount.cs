namespace Lakehouse.Medallion.Quarantine;

/// <summary>How many records were rejected for one reason.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Code">The error; a record with several counts for each.</param>
/// <param name="Day">The UTC date on which they landed.</param>
/// <param name="Records">How many.</param>
public sealed record QuarantineCount(string Dataset, string Code, DateOnly Day, long Records);
