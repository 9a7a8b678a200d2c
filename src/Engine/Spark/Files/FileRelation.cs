using System.Globalization;

namespace Lakehouse.Engine.Spark.Files;

/// <summary>SQL for the rows of files that were named one by one.</summary>
internal static class FileRelation
{
    /// <summary>Column of the views that files are read by: the row's file, as Spark tells it.</summary>
    public const string Told = "_told";

    /// <summary>No rows, with the right types.</summary>
    public static string Empty(TableRows rows)
    {
        var columns = rows.Schema.Fields.Select(field => $"CAST(NULL AS {SparkSql.Type(field.Type)}) AS {SparkSql.Name(field.Name)}")
            .Concat(rows.FileColumn is { } file ? [$"CAST(NULL AS STRING) AS {SparkSql.Name(file)}"] : []);
        return $"(SELECT {string.Join(", ", columns)} WHERE false)";
    }

    /// <summary>The table's columns, then the file column; partition values come from the list of files.</summary>
    /// <param name="rows">The files and columns.</param>
    /// <param name="view">A view of the columns that the files hold, and <see cref="Told"/>.</param>
    public static string Of(TableRows rows, string view)
    {
        var partitions = rows.PartitionColumns.Where(column => rows.Schema.Fields.Any(field => field.Name == column)).ToList();
        if (partitions.Count == 0 && rows.FileColumn is null)
        {
            return $"(SELECT {string.Join(", ", rows.Schema.Fields.Select(field => SparkSql.Name(field.Name)))} FROM {view})";
        }
        var columns = rows.Schema.Fields.Select(field => partitions.IndexOf(field.Name) is >= 0 and var place
                ? $"CAST({Listed($"p{place}")} AS {SparkSql.Type(field.Type)}) AS {SparkSql.Name(field.Name)}"
                : $"_f.{SparkSql.Name(field.Name)}")
            .Concat(rows.FileColumn is { } file ? [$"{Listed("location")} AS {SparkSql.Name(file)}"] : []);
        var names = string.Concat(partitions.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $", p{i}")));
        var values = rows.Files.Select(file => $"({Text(HadoopPath.Told(file.Location))}, {Text(file.Location)}"
            + string.Concat(partitions.Select(column => $", {Text(file.PartitionValues[column])}")) + ")");
        return $"(SELECT {string.Join(", ", columns)} FROM {view} AS _f "
            + $"LEFT JOIN (VALUES {string.Join(", ", values)}) AS _l(told, location{names}) ON _l.told = _f.{Told})";
    }

    // A file that nobody listed would give rows of no partition.
    private static string Listed(string column) =>
        $"IF(_l.told IS NULL, CAST(raise_error('a data file has another name than was asked for') AS STRING), _l.{column})";

    private static string Text(string? text) => string.IsNullOrEmpty(text) ? "CAST(NULL AS STRING)" : SparkSql.Text(text);
}
