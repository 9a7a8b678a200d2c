using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.Tests.Dml;

/// <summary>A changer during whose work another writer commits.</summary>
internal sealed class RacingChanger(IRowChanger inner, Func<Task> race) : IRowChanger
{
    public Task<StructType> DescribeAsync(string select, CancellationToken cancellationToken) =>
        inner.DescribeAsync(select, cancellationToken);

    public async Task<IRowChange> PrepareAsync(RowChange change, CancellationToken cancellationToken)
    {
        await race();
        return await inner.PrepareAsync(change, cancellationToken);
    }
}
