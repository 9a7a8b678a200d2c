namespace Lakehouse.Medallion.DeltaTables;

/// <summary>Which version of a table is meant: by number, by time, or the newest when neither is given.</summary>
/// <param name="Number">The version.</param>
/// <param name="Time">A time at which it was the newest.</param>
public sealed record TableVersion(long? Number = null, DateTimeOffset? Time = null);
