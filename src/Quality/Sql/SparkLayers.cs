using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Columns that build on each other, written as one select around the other, so that Spark computes each once and its analyser
/// meets no deep expression. Inside of arrays a column holds the values of all elements.
/// </summary>
internal sealed partial class SparkLayers
{
    private readonly Dictionary<string, int> _levels = [];
    private readonly List<List<string>> _layers = [];

    /// <summary>Adds a column and gives its name.</summary>
    /// <param name="sql">Its value, over the columns of the relation and those added before.</param>
    public string Add(string sql)
    {
        var level = ColumnName().Matches(sql).Select(match => _levels[match.Value] + 1).Append(0).Max();
        var name = $"_c{_levels.Count.ToString(CultureInfo.InvariantCulture)}";
        _levels.Add(name, level);
        while (_layers.Count <= level)
        {
            _layers.Add([]);
        }
        _layers[level].Add($"{sql} AS {name}");
        return name;
    }

    /// <summary>A relation with all columns added; it can follow FROM.</summary>
    public string Around(string relation) => _layers.Aggregate(relation, (inner, columns) =>
        $"(SELECT *,\n  {string.Join(",\n  ", columns)}\nFROM {inner})");

    [GeneratedRegex("_c[0-9]+")]
    private static partial Regex ColumnName();
}
