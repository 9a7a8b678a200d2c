namespace Lakehouse.Quality.Sql;

/// <summary>The record, or the elements of an array in it, or of an array in these: where values are read.</summary>
/// <param name="Layers">The columns.</param>
/// <param name="Items">The column with the elements, in arrays as deep as they stand; null for the record.</param>
/// <param name="Depth">How many arrays stand around.</param>
internal sealed record SparkScope(SparkLayers Layers, string? Items, int Depth)
{
    /// <summary>The element.</summary>
    public string Element => $"e{Depth - 1}";

    /// <summary>The element's number, from 0.</summary>
    public string Index => $"i{Depth - 1}";

    /// <summary>The scope of the elements of an array that a column of this scope holds.</summary>
    public SparkScope Inside(string items) => new(Layers, items, Depth + 1);

    /// <summary>Adds a column for a value of this scope.</summary>
    public string Add(string sql)
    {
        for (var depth = Depth - 1; depth >= 0; depth--)
        {
            sql = $"transform({(depth == 0 ? Items : $"e{depth - 1}")}, (e{depth}, i{depth}) -> {sql})";
        }
        return Layers.Add(sql);
    }

    /// <summary>The value that a column holds for this scope's element.</summary>
    public string Of(string column)
    {
        for (var depth = 0; depth < Depth; depth++)
        {
            column = $"get({column}, i{depth})";
        }
        return column;
    }

    /// <summary>Adds a column and refers to its value.</summary>
    public string Bind(string sql) => Of(Add(sql));
}
