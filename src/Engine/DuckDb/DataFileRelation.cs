using System.Text.Json;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Engine.DuckDb;

/// <summary>
/// SQL that reads the data files of a table as rows of the table. Columns are found by name: one that a file lacks is
/// null. Partition columns have the values of the log, whatever the directories say.
/// </summary>
internal sealed class DataFileRelation
{
    /// <summary>So many partitions are read one beside the other, and a filter then skips those it excludes.</summary>
    private const int MaxBranches = 64;

    /// <summary>DuckDB takes longer lists as one text many times faster.</summary>
    private const int MaxListedFiles = 100;

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
        var groups = files.GroupBy(relation.PartitionKey).Select(group => group.ToList()).ToList();
        return groups.Count <= MaxBranches
            ? $"({string.Join(" union all ", groups.Select(relation.OfOnePartition))})"
            : relation.OfManyPartitions(files);
    }

    private string Nothing()
    {
        var columns = _schema.Fields.Select(field => $"{Literal(null, field)} as {Sql.Name(field.Name)}");
        var file = _fileColumn is null ? "" : $", null::varchar as {Sql.Name(_fileColumn)}";
        return $"(select {string.Join(", ", columns)}{file} limit 0)";
    }

    private string OfOnePartition(List<DataFile> files) => Select(
        field => Literal(files[0].PartitionValues[field.Name], field), $"read_parquet({List(files)}{_options}) as r");

    // A file's number in the list tells its partition.
    private string OfManyPartitions(IReadOnlyList<DataFile> files)
    {
        if (_schema.Fields.Any(field => field.Name.Equals("file_index", StringComparison.OrdinalIgnoreCase)))
        {
            throw new EngineException(
                ErrorCodes.TypeNotSupported,
                "a table of many partitions has a column 'file_index', which is DuckDB's own. Rename the column.");
        }
        var values = _partitions.Select((field, i) =>
            $"unnest({Texts(files.Select(file => Present(file.PartitionValues[field.Name])))}"
            + $"::{DuckDbTypes.ToSql(field.Type)}[]) as p{i}");
        var places = $"select unnest(range({files.Count})::ubigint[]) as place, {string.Join(", ", values)}";
        var columns = _partitions.Select((field, i) => (field, i)).ToDictionary(pair => pair.field, pair => $"v.p{pair.i}");
        return $"({Select(field => columns[field], $"read_parquet({List(files)}{_options}) as r join ({places}) as v on v.place = r.file_index")})";
    }

    private string Select(Func<StructField, string> partitionValue, string from)
    {
        var columns = _schema.Fields.Select(field => _partitions.Contains(field)
            ? $"{partitionValue(field)} as {Sql.Name(field.Name)}"
            : $"r.{Sql.Name(field.Name)}");
        var file = _fileColumn is null ? "" : $", r.{Sql.Name(_fileColumn)}";
        return $"select {string.Join(", ", columns)}{file} from {from}";
    }

    private string PartitionKey(DataFile file) =>
        JsonSerializer.Serialize(_partitions.Select(field => Present(file.PartitionValues[field.Name])));

    private static string Options(IEnumerable<StructField> fields, string? fileColumn)
    {
        var columns = string.Join(", ", fields.Select(field =>
            $"{Sql.Text(field.Name)}: {{name: {Sql.Text(field.Name)}, type: {Sql.Text(DuckDbTypes.ToSql(field.Type))}, default_value: null}}"));
        var schema = columns.Length == 0 ? ", hive_partitioning = false" : $", schema = map {{{columns}}}";
        return fileColumn is null ? schema : $"{schema}, filename = {Sql.Text(fileColumn)}";
    }

    // An empty text is null (protocol, "Partition Value Serialization").
    private static string? Present(string? value) => value is { Length: > 0 } ? value : null;

    private static string Literal(string? value, StructField field) =>
        $"cast({(Present(value) is { } text ? Sql.Text(text) : "null")} as {DuckDbTypes.ToSql(field.Type)})";

    private static string List(IReadOnlyCollection<DataFile> files) => files.Count <= MaxListedFiles
        ? $"[{string.Join(", ", files.Select(file => Sql.File(file.Location)))}]"
        : Texts(files.Select(file => Sql.FilePattern(file.Location)));

    private static string Texts(IEnumerable<string?> texts) =>
        $"from_json({Sql.Text(JsonSerializer.Serialize(texts))}, '[\"VARCHAR\"]')";
}
