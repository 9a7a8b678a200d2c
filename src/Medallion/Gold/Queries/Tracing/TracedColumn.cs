using Lakehouse.Delta.Schemas;

namespace Lakehouse.Medallion.Gold.Queries.Tracing;

/// <summary>One column of one occurrence of a relation. Compared by identity.</summary>
internal sealed class TracedColumn(string name, DataType? type)
{
    public string Name { get; } = name;

    /// <summary>The type, null where it is not known.</summary>
    public DataType? Type { get; } = type;

    /// <summary>What computes it, such as "date_trunc in line 3"; null for a plain column.</summary>
    public string? ComputedBy { get; private init; }

    /// <summary>Table and column where it comes from unchanged; null when computed.</summary>
    public (string Table, string Column)? Origin { get; private init; }

    public static TracedColumn OfTable(string table, StructField field) =>
        new(field.Name, field.Type) { Origin = (table, field.Name) };

    public static TracedColumn Computed(string name, string by) => new(name, null) { ComputedBy = by };

    /// <summary>The same column as another occurrence sees it.</summary>
    public TracedColumn As(string name) => new(name, Type) { ComputedBy = ComputedBy, Origin = Origin };

    /// <summary>False when equal values of the two columns may be of different types.</summary>
    public bool IsComparable(TracedColumn other) => Type is null || other.Type is null || Type == other.Type;
}
