namespace Lakehouse.Medallion.Gold.Queries;

/// <summary>Codes of the problems that a product's SQL can have.</summary>
public static class QueryErrorCodes
{
    /// <summary>DuckDB cannot parse the text.</summary>
    public const string Syntax = "MED0201";

    /// <summary>The text is not exactly one SELECT statement.</summary>
    public const string NotOneSelect = "MED0202";

    /// <summary>The query is nested too deep to be analysed.</summary>
    public const string TooDeep = "MED0203";

    /// <summary>The query holds a construct that products cannot use.</summary>
    public const string UnsupportedConstruct = "MED0204";

    /// <summary>The query reads a table outside silver and gold.</summary>
    public const string ForbiddenTable = "MED0205";

    /// <summary>The query reads a table function that is not on the closed list.</summary>
    public const string ForbiddenTableFunction = "MED0206";

    /// <summary>A function's result is not decided by the tables alone.</summary>
    public const string NonDeterministicFunction = "MED0207";

    /// <summary>A result depends on an order of rows that the query does not state.</summary>
    public const string UnstatedOrder = "MED0208";

    /// <summary>The query takes a sample.</summary>
    public const string Sampling = "MED0209";

    /// <summary>Products depend on each other in a circle.</summary>
    public const string Cycle = "MED0210";

    /// <summary>A product reads a table that the project does not have.</summary>
    public const string UnknownTable = "MED0211";

    /// <summary>Two products have the same table name.</summary>
    public const string DuplicateProduct = "MED0212";
}
