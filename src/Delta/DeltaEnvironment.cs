using Lakehouse.Delta.Ports;

namespace Lakehouse.Delta;

/// <summary>All that the library takes from outside.</summary>
/// <param name="Storage">Where the tables are.</param>
/// <param name="Parquet">Reads and writes checkpoints.</param>
/// <param name="Clock">The time of commits.</param>
/// <param name="NewId">Gives an id that was never given before; random, for it also spreads retries in time.</param>
public sealed record DeltaEnvironment(
    IStorage Storage, IParquetFiles Parquet, TimeProvider Clock, Func<Guid> NewId);
