using System.Globalization;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>SQL that reads the data files of a table as rows of the table.</summary>
/// <remarks>
/// Files are read by the table's schema: a column that a file lacks is null, one of a narrower type is widened. Partition
/// values are taken from the directories' names where these say the same as the log, for DuckDB then leaves out files by a
/// filter; else from the log, through a join.
/// </remarks>
internal static class DataFileRelation
{
    private const string NullDirectory = "__HIVE_DEFAULT_PARTITION__";

    // DuckDB's own columns. By a filter on the first name only does it leave out files.
    private const string Location = "filename";
    private const string Position = "file_row_number";

    /// <summary>A parenthesised select of the columns in schema order, then of the extra columns.</summary>
    /// <param name="files">The files.</param>
    /// <param name="schema">Columns of the files, and of their partitions.</param>
    /// <param name="partitionColumns">Columns whose values come from the log.</param>
    /// <param name="fileColumn">Name of a column with the file's location, if wanted.</param>
    /// <param name="rowColumn">Name of a column with the row's position in its file, if wanted.</param>
    /// <param name="byId">Whether columns are found by the ids of Parquet fields and not by name.</param>
    public static string Of(
        IReadOnlyList<DataFile> files,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        string? fileColumn,
        string? rowColumn = null,
        bool byId = false)
    {
        var isTold = files.All(file => DirectoriesTell(file, partitionColumns));
        var columns = new List<string>(schema.Fields.Count + 2);
        foreach (var field in schema.Fields)
        {
            var value = files.Count == 0
                ? $"null::{DuckDbTypes.ToSql(field.Type)}"
                : Column(field, schema, partitionColumns, isTold);
            columns.Add($"{value} as {Sql.Name(field.Name)}");
        }
        if (fileColumn is not null)
        {
            columns.Add($"{(files.Count == 0 ? "null::VARCHAR" : $"r.{Location}")} as {Sql.Name(fileColumn)}");
        }
        if (rowColumn is not null)
        {
            columns.Add($"{(files.Count == 0 ? "null::BIGINT" : $"r.{Position}")} as {Sql.Name(rowColumn)}");
        }
        var select = $"select {string.Join(", ", columns)}";
        if (files.Count == 0)
        {
            return $"({select} limit 0)";
        }

        var read = $"{Read(files, schema, partitionColumns, byId)} as r";
        return isTold
            ? $"({select} from {read})"
            : $"({select} from {read} join {Values(files, partitionColumns)} on v.location = r.{Location})";
    }

    // A table's own column of such a name would come before DuckDB's.
    private static string NameOf(StructField field, StructType schema) =>
        field.Name.Equals(Location, StringComparison.OrdinalIgnoreCase) || field.Name.Equals(Position, StringComparison.OrdinalIgnoreCase)
            ? schema.FreeName(field.Name)
            : field.Name;

    private static string Column(StructField field, StructType schema, IReadOnlyList<string> partitionColumns, bool isTold)
    {
        var type = DuckDbTypes.ToSql(field.Type);
        var index = partitionColumns.IndexOf(field.Name);
        // The cast is for INT96, Spark's habit for instants: DuckDB reads it without a zone whatever the schema says.
        return index < 0 ? $"cast(r.{Sql.Name(NameOf(field, schema))} as {type})"
            : isTold ? $"cast({DirectoryValue(partitionColumns.Count - index)} as {type})"
            : string.Create(CultureInfo.InvariantCulture, $"cast(v.p{index} as {type})");
    }

    // What stands behind the column's name in the directory so many levels above the file: once a file, not once a row, for
    // these functions take a chunk's constant as one value.
    private static string DirectoryValue(int levelsUp) => string.Create(
        CultureInfo.InvariantCulture,
        $"nullif(url_decode(regexp_extract(r.{Location}, '=([^/]*)(/[^/]*){{{levelsUp}}}$', 1)), '{NullDirectory}')");

    private static string Read(
        IReadOnlyList<DataFile> files,
        StructType schema,
        IReadOnlyList<string> partitionColumns,
        bool byId)
    {
        var stored = schema.Fields.Where(field => !partitionColumns.Contains(field.Name)).Select(field =>
            $"{(byId ? field.FieldId() : Sql.Text(field.Name))}: {{name: {Sql.Text(NameOf(field, schema))}, type: {Sql.Text(DuckDbTypes.ToSql(field.Type))}, default_value: null}}");
        var columns = string.Join(", ", stored);
        var options = columns.Length == 0 ? "hive_partitioning = false" : $"schema = map {{{columns}}}";
        return $"read_parquet({Sql.Files(files.Select(file => file.Location))}, {options}, filename = '{Location}'{Cardinality(files)})";
    }

    // With a schema given, DuckDB takes a table of any size for a short one, and puts it on the wrong side of a join.
    private static string Cardinality(IReadOnlyList<DataFile> files)
    {
        var counts = files.Select(file => file.Rows).OfType<long>().ToList();
        return counts.Count == 0 ? "" : string.Create(
            CultureInfo.InvariantCulture, $", explicit_cardinality = {(long)Math.Ceiling(counts.Average() * files.Count)}");
    }

    private static string Values(IReadOnlyList<DataFile> files, IReadOnlyList<string> partitionColumns)
    {
        var rows = files.Select(file =>
            $"({Sql.Text(file.Location)}, {string.Join(", ", partitionColumns.Select(column => Value(file.PartitionValues[column])))})");
        var names = string.Join(", ", partitionColumns.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"p{i}")));
        return $"(values {string.Join(", ", rows)}) as v(location, {names})";
    }

    private static string Value(string? value) => string.IsNullOrEmpty(value) ? "null::VARCHAR" : Sql.Text(value);

    private static bool DirectoriesTell(DataFile file, IReadOnlyList<string> partitionColumns)
    {
        var directories = file.Location.Split('/');
        var first = directories.Length - 1 - partitionColumns.Count;
        for (var i = 0; first >= 0 && i < partitionColumns.Count; i++)
        {
            if (!DirectoryTells(directories[first + i], partitionColumns[i], file.PartitionValues[partitionColumns[i]]))
            {
                return false;
            }
        }
        return first >= 0;
    }

    // Names that the two sides might decode in different ways are left to the join.
    private static bool DirectoryTells(string directory, string column, string? value)
    {
        if (value == NullDirectory || column.Contains('=', StringComparison.Ordinal)
            || !directory.StartsWith($"{column}=", StringComparison.Ordinal))
        {
            return false;
        }

        var decoded = Uri.UnescapeDataString(directory[(column.Length + 1)..]);
        return decoded == (string.IsNullOrEmpty(value) ? NullDirectory : value) && !decoded.AsSpan().ContainsAny("%\0\uFFFD");
    }

    private static int IndexOf(this IReadOnlyList<string> names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name)
            {
                return i;
            }
        }

        return -1;
    }
}
