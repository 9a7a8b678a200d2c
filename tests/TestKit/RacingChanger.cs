using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.TestKit;

/// <summary>A changer during whose work another writer commits.</summary>
/// <param name="inner">Does the work.</param>
/// <param name="race">What happens after the change has read the table and before it commits.</param>
public sealed class RacingChanger(IRowChanger inner, Func<Task> race) : IRowChanger
{
    /// <inheritdoc />
    public Task<StructType> DescribeAsync(string select, CancellationToken cancellationToken) =>
        inner.DescribeAsync(select, cancellationToken);

    /// <inheritdoc />
    public async Task<IRowChange> PrepareAsync(RowChange change, CancellationToken cancellationToken)
    {
        await race();
        return await inner.PrepareAsync(change, cancellationToken);
    }
}
