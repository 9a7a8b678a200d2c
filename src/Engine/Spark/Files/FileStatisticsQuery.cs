using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>One scan of files that were written: rows, least and greatest values and nulls of each.</summary>
internal sealed class FileStatisticsQuery
{
    // As many leaf columns as readers expect statistics of.
    private const int Most = 32;

    private readonly List<(IReadOnlyList<string> Path, DataType Type)> _leaves = [];

    /// <summary>Plans the scan.</summary>
    /// <param name="stored">The columns that the files hold.</param>
    public FileStatisticsQuery(IEnumerable<StructField> stored) => AddLeaves(stored, []);

    /// <summary>The query; a row for each file that has rows.</summary>
    /// <param name="view">A view of the columns that the files hold, and <see cref="FileRelation.Told"/>.</param>
    public string Select(string view)
    {
        var measures = _leaves.SelectMany(leaf => Measures(string.Join('.', leaf.Path.Select(SparkSql.Name)), leaf.Type));
        return $"SELECT {string.Join(", ", measures.Prepend("count(*)").Prepend(FileRelation.Told))} "
            + $"FROM {view} GROUP BY {FileRelation.Told}";
    }

    /// <summary>A file's name as Spark tells it, its rows and its columns.</summary>
    public (string Told, long Rows, IReadOnlyList<ColumnStatistics> Columns) Read(IRow row)
    {
        string? Text(int column) => row.IsDBNull(column) ? null : row.GetString(column);
        var columns = _leaves.Select((leaf, i) =>
        {
            var (min, max) = (Text(2 + (3 * i)), Text(3 + (3 * i)));
            // NaN is the greatest number here, but not for every reader.
            var isBounded = max != "NaN" || leaf.Type == PrimitiveType.String;
            return new ColumnStatistics(leaf.Path, isBounded ? min : null, isBounded ? max : null, row.GetInt64(4 + (3 * i)));
        });
        return (row.GetString(0), row.GetInt64(1), [.. columns]);
    }

    private void AddLeaves(IEnumerable<StructField> fields, IReadOnlyList<string> parents)
    {
        foreach (var field in fields.TakeWhile(_ => _leaves.Count < Most))
        {
            if (field.Type is StructType row)
            {
                AddLeaves(row.Fields, [.. parents, field.Name]);
            }
            else
            {
                _leaves.Add(([.. parents, field.Name], field.Type));
            }
        }
    }

    private static IEnumerable<string> Measures(string column, DataType type) =>
        [Bound($"min({column})", type), Bound($"max({column})", type), $"count(*) - count({column})"];

    // In the forms of ColumnStatistics; of types without a form only the nulls are counted.
    private static string Bound(string value, DataType type) => type switch
    {
        DecimalType => $"CAST({value} AS STRING)",
        // The shortest text of a FLOAT is another number when it is read as a DOUBLE.
        PrimitiveType { Name: "float" } => $"CAST(CAST({value} AS DOUBLE) AS STRING)",
        PrimitiveType { Name: "string" } => value,
        PrimitiveType { Name: "timestamp" } => $"concat(CAST({value} AS STRING), '+00')",
        PrimitiveType { Name: "long" or "integer" or "short" or "byte" or "double" or "date" or "timestamp_ntz" } =>
            $"CAST({value} AS STRING)",
        _ => "CAST(NULL AS STRING)",
    };
}
