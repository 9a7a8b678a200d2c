namespace Lakehouse.Medallion.Parity;

/// <summary>What is compared.</summary>
public sealed record ParityOptions
{
    /// <summary>Names of tables, such as <c>silver.orders</c>, with <c>*</c> and <c>?</c>.</summary>
    /// <value>Default none, which is all.</value>
    public IReadOnlyList<string> Tables { get; init; } = [];

    /// <summary>Columns to leave out, such as <c>landed_at</c> of roots that were filled at different times.</summary>
    /// <value>Default none.</value>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>How many differing rows of a table are named.</summary>
    /// <value>Default 10.</value>
    public int Rows { get; init; } = 10;
}
