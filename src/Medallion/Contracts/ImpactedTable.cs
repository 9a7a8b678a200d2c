namespace Lakehouse.Medallion.Contracts;

/// <summary>A table that a change of a contract reaches.</summary>
/// <param name="Table">Its name in SQL: <c>silver.orders</c>, <c>gold.daily</c>.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Columns">Those of its columns that come from what changed; for a dataset the changed columns themselves.</param>
/// <param name="Through">The tables through which the change arrives; empty for a dataset.</param>
/// <param name="Consumers">Who uses it.</param>
/// <param name="Fails">Whether its query names a column that is gone, itself or in a table that it reads.</param>
public sealed record ImpactedTable(
    string Table, string Owner, IReadOnlyList<string> Columns, IReadOnlyList<string> Through, IReadOnlyList<string> Consumers, bool Fails);
