using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>SQL that reads the data files of a table as rows of the table.</summary>
internal static class DataFileRelation
{
    private const string NullDirectory = "__HIVE_DEFAULT_PARTITION__";

    /// <summary>A parenthesised select of the columns in schema order, and of the file's location when asked for.</summary>
    public static string Of(
        IReadOnlyList<DataFile> files, StructType schema, IReadOnlyList<string> partitionColumns, string? fileColumn)
    {
        var file = fileColumn is null ? "" : $", filename as {Sql.Name(fileColumn)}";
        if (files.Count == 0)
        {
            var nothing = schema.Fields.Select(f => $"null::{DuckDbTypes.ToSql(f.Type)} as {Sql.Name(f.Name)}");
            return $"(select {string.Join(", ", nothing)}{(fileColumn is null ? "" : $", null::varchar as {Sql.Name(fileColumn)}")} limit 0)";
        }
        var partitions = schema.Fields.Where(f => partitionColumns.Contains(f.Name)).ToList();
        var columns = string.Join(", ", schema.Fields.Select(f => Sql.Name(f.Name)));
        var named = fileColumn is null ? "" : ", filename = true";
        if (partitions.Count == 0)
        {
            return $"(select {columns}{file} from read_parquet({List(files)}, hive_partitioning = false{named}))";
        }
        if (files.All(f => DirectoryTells(f, partitionColumns)))
        {
            var types = partitions.Select(f => $"{Sql.Name(f.Name)}: {DuckDbTypes.ToSql(f.Type)}");
            return $"(select {columns}{file} from read_parquet({List(files)}, hive_partitioning = true, "
                + $"hive_types = {{{string.Join(", ", types)}}}{named}))";
        }
        return Joined(files, schema, partitions, file);
    }

    // The directories say something else than the log: the log is right.
    private static string Joined(
        IReadOnlyList<DataFile> files, StructType schema, IReadOnlyList<StructField> partitions, string file)
    {
        var values = files.Select(f =>
            $"({Sql.Text(f.Location)}, {string.Join(", ", partitions.Select(p => Value(f.PartitionValues[p.Name])))})");
        var names = string.Join(", ", partitions.Select((_, i) => $"p{i}"));
        var columns = schema.Fields.Select(f =>
            partitions.IndexOf(f) is >= 0 and var i
                ? $"cast(v.p{i} as {DuckDbTypes.ToSql(f.Type)}) as {Sql.Name(f.Name)}"
                : $"r.{Sql.Name(f.Name)}");
        return $"(select {string.Join(", ", columns)}{file} "
            + $"from read_parquet({List(files)}, hive_partitioning = false, filename = true) as r "
            + $"join (values {string.Join(", ", values)}) as v(location, {names}) on v.location = r.filename)";
    }

    private static int IndexOf(this IReadOnlyList<StructField> fields, StructField field)
    {
        for (var i = 0; i < fields.Count; i++)
        {
            if (fields[i].Name == field.Name)
            {
                return i;
            }
        }
        return -1;
    }

    private static string Value(string? value) => value is null ? "null::varchar" : Sql.Text(value);

    private static string List(IEnumerable<DataFile> files) =>
        $"[{string.Join(", ", files.Select(f => Sql.Text(f.Location)))}]";

    private static bool DirectoryTells(DataFile file, IReadOnlyList<string> partitionColumns)
    {
        var directories = file.Location.Split('/');
        var first = directories.Length - 1 - partitionColumns.Count;
        if (first < 0 || directories.Take(first).Any(directory => directory.Contains('=')))
        {
            return false;
        }
        for (var i = 0; i < partitionColumns.Count; i++)
        {
            var value = file.PartitionValues[partitionColumns[i]] ?? NullDirectory;
            if (Uri.UnescapeDataString(directories[first + i]) != $"{partitionColumns[i]}={value}")
            {
                return false;
            }
        }
        return true;
    }
}
