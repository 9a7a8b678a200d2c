namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>A table that a product reads, and where its SQL names it first.</summary>
/// <param name="Schema"><c>silver</c> or <c>gold</c>, in lower case.</param>
/// <param name="Name">The table's name as written.</param>
/// <param name="Line">Line in the SQL text, counted from 1.</param>
/// <param name="Column">Column in that line, counted from 1.</param>
public sealed record TableReference(string Schema, string Name, int Line, int Column)
{
    /// <summary>Schema of event and entity tables.</summary>
    public const string Silver = "silver";

    /// <summary>Schema of data products.</summary>
    public const string Gold = "gold";

    /// <summary>How SQL names tables: without regard to case.</summary>
    public static StringComparer NameComparer => StringComparer.OrdinalIgnoreCase;

    /// <summary>The table's name in SQL, such as <c>silver.orders</c>.</summary>
    public string FullName => $"{Schema}.{Name}";
}
