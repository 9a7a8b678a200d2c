using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Ports;

/// <summary>Works out changes of rows, in memory of bounded size.</summary>
public interface IRowChanger
{
    /// <summary>Columns and types that a query gives.</summary>
    Task<StructType> DescribeAsync(string select, CancellationToken cancellationToken);

    /// <summary>Looks at the expressions of a change; of the table nothing is read yet.</summary>
    /// <exception cref="Exception">An expression is wrong or cannot be evaluated.</exception>
    Task<IRowChange> PrepareAsync(RowChange change, CancellationToken cancellationToken);
}
