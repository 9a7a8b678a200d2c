using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Statistics;

/// <summary>A column in the tree of statistics: a leaf with JSON texts, or a struct with children.</summary>
internal sealed record StatisticsNode(string Name, IReadOnlyList<StatisticsNode> Children)
{
    /// <summary>Least value as JSON text.</summary>
    public string? Min { get; private init; }

    /// <summary>Greatest value as JSON text.</summary>
    public string? Max { get; private init; }

    /// <summary>Number of nulls as JSON text.</summary>
    public string? NullCount { get; private init; }

    /// <summary>The first leaves of the fields, as many as the budget allows.</summary>
    public static IReadOnlyList<StatisticsNode> Collect(
        IEnumerable<StructField> fields, string prefix, Dictionary<string, ColumnStatistics> known, IndexedColumns indexed, ref int budget)
    {
        var nodes = new List<StatisticsNode>();
        foreach (var field in fields)
        {
            if (budget <= 0) break;
            var path = prefix + field.Name;
            if (field.Type is StructType row)
            {
                nodes.Add(new StatisticsNode(field.Name, Collect(row.Fields, path + '\0', known, indexed, ref budget)));
                continue;
            }
            budget--;
            if (indexed.Describe(path) && known.TryGetValue(path, out var column)) nodes.Add(Leaf(field, column));
        }
        return nodes;
    }

    /// <summary>Writes one of the three objects, without the columns that have nothing to say.</summary>
    public static void Write(
        Utf8JsonWriter json, string name, IReadOnlyList<StatisticsNode> nodes, Func<StatisticsNode, string?> value)
    {
        json.WriteStartObject(name);
        foreach (var node in nodes)
        {
            if (node.Has(value) && node.Children.Count > 0) Write(json, node.Name, node.Children, value);
            else if (value(node) is { } text)
            {
                json.WritePropertyName(node.Name);
                json.WriteRawValue(text);
            }
        }
        json.WriteEndObject();
    }

    private bool Has(Func<StatisticsNode, string?> value) =>
        value(this) is not null || Children.Any(child => child.Has(value));

    private static StatisticsNode Leaf(StructField field, ColumnStatistics column) => new(field.Name, [])
    {
        Min = Bound.Min(field.Type, column.Min),
        Max = Bound.Max(field.Type, column.Max),
        NullCount = column.NullCount?.ToString(),
    };
}
