using Lakehouse.Delta;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Dml;

namespace Lakehouse.Engine;

/// <summary>Works out deletes, updates, merges and writes with DuckDB. One change at a time.</summary>
/// <param name="environment">Storage, clock and ids of the tables.</param>
/// <param name="engine">Runs the queries; sources may name what is in its database.</param>
public sealed class DuckDbRowChanger(DeltaEnvironment environment, DuckDbEngine engine) : IRowChanger
{
    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG0101: the query is wrong.</exception>
    public Task<StructType> DescribeAsync(string select, CancellationToken cancellationToken) =>
        engine.DescribeAsync(select, cancellationToken);

    /// <inheritdoc/>
    /// <exception cref="EngineException">ENG0101: an expression is wrong or not allowed; ENG01xx: the engine failed.</exception>
    public async Task<IRowChange> PrepareAsync(RowChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var expressions = await new ChangeParser(engine, change).ParseAsync(cancellationToken).ConfigureAwait(false);
        return new DuckDbRowChange(environment, engine, change, expressions);
    }
}
