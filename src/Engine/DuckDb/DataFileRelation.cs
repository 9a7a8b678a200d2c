using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// SQL that reads the data files of a table as rows of the table. Columns are found by name: one that a file lacks is
/// null. Partition columns have the values of the log, whatever the directories say.
/// </summary>
internal sealed class DataFileRelation
{
    /// <summary>
    /// For so many files a partition's value is looked up in a list, once a chunk but in time of the list's length; for
    /// more of them it is joined, row by row.
    /// </summary>
    private const int MaxListedFiles = 256;

    private readonly StructType _schema;
    private readonly IReadOnlyList<StructField> _partitions;
    private readonly string? _fileColumn;
    private readonly string _options;

    private DataFileRelation(StructType schema, IReadOnlyList<string> partitionColumns, string? fileColumn)
    {
        _schema = schema;
        _partitions = [.. schema.Fields.Where(field => partitionColumns.Contains(field.Name))];
        _fileColumn = fileColumn;
        _options = Options(schema.Fields.Where(field => !partitionColumns.Contains(field.Name)), fileColumn);
    }

    /// <summary>A parenthesised select of the columns in schema order, and of the file's location when asked for.</summary>
    public static string Of(
        IReadOnlyList<DataFile> files, StructType schema, IReadOnlyList<string> partitionColumns, string? fileColumn)
    {
        var relation = new DataFileRelation(schema, partitionColumns, fileColumn);
        if (files.Count == 0)
        {
            return relation.Nothing();
        }
        return $"({(relation.IsOnePartition(files) ? relation.OfOnePartition(files) : relation.OfPartitions(files))})";
    }

    private string Nothing()
    {
        var columns = _schema.Fields.Select(field => $"{Literal(null, field)} as {Sql.Name(field.Name)}");
        var file = _fileColumn is null ? "" : $", null::varchar as {Sql.Name(_fileColumn)}";
        return $"(select {string.Join(", ", columns)}{file} limit 0)";
    }

    private bool IsOnePartition(IReadOnlyList<DataFile> files) => files.All(file =>
        _partitions.All(field => Value(file, field) == Value(files[0], field)));

    private string OfOnePartition(IReadOnlyList<DataFile> files) => Select(
        field => Literal(Value(files[0], field), field), $"read_parquet({List(files)}{_options}) as r");

    // A file's number in the list tells its partition.
    private string OfPartitions(IReadOnlyList<DataFile> files)
    {
        if (_schema.Fields.Any(field => field.Name.Equals("file_index", StringComparison.OrdinalIgnoreCase)))
        {
            throw new EngineException(
                ErrorCodes.TypeNotSupported,
                "a partitioned table has a column 'file_index', which is DuckDB's own. Rename the column.");
        }
        var rows = $"read_parquet({List(files)}{_options}) as r";
        var values = _partitions.ToDictionary(field => field, field =>
            $"{Texts(files.Select(file => Value(file, field)))}::{DuckDbTypes.ToSql(field.Type)}[]");
        if (files.Count <= MaxListedFiles)
        {
            return Select(field => $"({values[field]})[r.file_index::bigint + 1]", rows);
        }
        var columns = _partitions.Select((field, i) => (field, Name: $"p{i}")).ToDictionary(c => c.field, c => c.Name);
        var places = $"select unnest(range({files.Count})::ubigint[]) as place, "
            + string.Join(", ", _partitions.Select(field => $"unnest({values[field]}) as {columns[field]}"));
        return Select(field => $"v.{columns[field]}", $"{rows} join ({places}) as v on v.place = r.file_index");
    }

    private string Select(Func<StructField, string> partitionValue, string from)
    {
        var columns = _schema.Fields.Select(field => _partitions.Contains(field)
            ? $"{partitionValue(field)} as {Sql.Name(field.Name)}"
            : $"r.{Sql.Name(field.Name)}");
        var file = _fileColumn is null ? "" : $", r.{Sql.Name(_fileColumn)}";
        return $"select {string.Join(", ", columns)}{file} from {from}";
    }

    private static string Options(IEnumerable<StructField> fields, string? fileColumn)
    {
        var columns = string.Join(", ", fields.Select(field =>
            $"{Sql.Text(field.Name)}: {{name: {Sql.Text(field.Name)}, type: {Sql.Text(DuckDbTypes.ToSql(field.Type))}, default_value: null}}"));
        var schema = columns.Length == 0 ? ", hive_partitioning = false" : $", schema = map {{{columns}}}";
        return fileColumn is null ? schema : $"{schema}, filename = {Sql.Text(fileColumn)}";
    }

    // An empty text is null (protocol, "Partition Value Serialization").
    private static string? Value(DataFile file, StructField field) =>
        file.PartitionValues[field.Name] is { Length: > 0 } value ? value : null;

    private static string Literal(string? value, StructField field) =>
        $"cast({(value is null ? "null" : Sql.Text(value))} as {DuckDbTypes.ToSql(field.Type)})";

    // DuckDB takes a long list as one text many times faster.
    private static string List(IReadOnlyList<DataFile> files) => files.Count <= MaxListedFiles
        ? $"[{string.Join(", ", files.Select(file => Sql.File(file.Location)))}]"
        : Texts(files.Select(file => Sql.FilePattern(file.Location)));

    private static string Texts(IEnumerable<string?> texts) =>
        $"from_json({Sql.Text(JsonSerializer.Serialize(texts))}, '[\"VARCHAR\"]')";
}
