using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>
/// Rows, least and greatest values and nulls of files that Spark wrote, as their footers tell. Nothing but footers is read; what
/// they do not tell, such as bounds of very long texts, stays unknown.
/// </summary>
internal sealed class ParquetFooters
{
    // As many leaf columns as readers expect statistics of.
    private const int Most = 32;

    private readonly List<(IReadOnlyList<string> Path, DataType Type, int Ordinal)> _leaves = [];

    /// <param name="stored">The columns that the files hold, in their order.</param>
    public ParquetFooters(IEnumerable<StructField> stored) => AddLeaves(stored, [], 0);

    /// <summary>The facts of each file that has rows, by its location.</summary>
    /// <param name="locations">The files.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Dictionary<string, (long Rows, List<ColumnStatistics> Columns)>> ReadAsync(
        IReadOnlyCollection<string> locations, CancellationToken cancellationToken)
    {
        using var connection = new DuckDBConnection(new DuckDBOptions { Threads = 1 });
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = Select(locations);
        var files = new Dictionary<string, (long Rows, List<ColumnStatistics> Columns)>();
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
                var (file, leaf) = (reader.GetString(0), reader.GetInt32(1));
                if (leaf < 0)
                {
                    files[file] = (reader.GetInt64(5), []);
                }
                else if (files.TryGetValue(file, out var facts))
                {
                    // NaN is the greatest number here, but not for every reader.
                    var isBounded = Text(3) != "nan" || _leaves[leaf].Type == PrimitiveType.String;
                    facts.Columns.Add(new ColumnStatistics(
                        _leaves[leaf].Path, isBounded ? Text(2) : null, isBounded ? Text(3) : null, reader.IsDBNull(4) ? null : reader.GetInt64(4)));
                }
            }
        }
        return files;
    }

    // The rows of a file come first. A bound counts when every part of the file with values tells its own.
    private string Select(IReadOnlyCollection<string> locations)
    {
        var leaves = _leaves.Select((leaf, i) =>
        {
            // The shortest text of a FLOAT is another number when it is read as a DOUBLE.
            var wide = leaf.Type == PrimitiveType.Float ? "::double" : "";
            var told = "count(stats_min_value) = count_if(stats_null_count is null or num_values > stats_null_count)";
            var bounds = BoundType(leaf.Type) is { } type
                ? $"case when {told} then cast(min(cast(stats_min_value as {type})){wide} as varchar) end, "
                    + $"case when {told} then cast(max(cast(stats_max_value as {type})){wide} as varchar) end"
                : "null, null";
            return $"""
                select file_name, {i}, {bounds}, case when count(stats_null_count) = count(*) then cast(sum(stats_null_count) as bigint) end, 0
                from footers where column_id = {leaf.Ordinal} and path_in_schema = {Sql.Text(string.Join(", ", leaf.Path))} group by file_name
                """;
        });
        return $"""
            set timezone = 'UTC';
            with footers as materialized (select * from parquet_metadata({Sql.Files(locations)}))
            select file_name, -1 as leaf, cast(null as varchar), cast(null as varchar), cast(null as bigint), cast(sum(rows) as bigint)
            from (select distinct file_name, row_group_id, row_group_num_rows as rows from footers) group by file_name having sum(rows) > 0
            union all {string.Join("\nunion all ", leaves)}
            order by leaf
            """;
    }

    // Names may hold a comma themselves, so a column is known by its place among all leaf columns; the place behind the last.
    private int AddLeaves(IEnumerable<StructField> fields, IReadOnlyList<string> parents, int ordinal)
    {
        foreach (var field in fields)
        {
            if (field.Type is StructType row)
            {
                ordinal = AddLeaves(row.Fields, [.. parents, field.Name], ordinal);
            }
            else
            {
                if (_leaves.Count < Most)
                {
                    _leaves.Add(([.. parents, field.Name], field.Type, ordinal));
                }
                ordinal += Leaves(field.Type);
            }
        }
        return ordinal;
    }

    private static int Leaves(DataType type) => type switch
    {
        StructType row => row.Fields.Sum(field => Leaves(field.Type)),
        ArrayType array => Leaves(array.ElementType),
        MapType map => Leaves(map.KeyType) + Leaves(map.ValueType),
        _ => 1,
    };

    // The types whose text is that of ColumnStatistics.
    private static string? BoundType(DataType type) => type switch
    {
        DecimalType => DuckDbTypes.ToSql(type),
        PrimitiveType { Name: "string" or "timestamp" or "long" or "integer" or "short" or "byte" or "float" or "double" or "date" or "timestamp_ntz" } =>
            DuckDbTypes.ToSql(type),
        _ => null,
    };
}
