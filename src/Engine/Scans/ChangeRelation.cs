using System.Globalization;
using Lakehouse.Delta.ChangeFeed;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Scans;

/// <summary>
/// SQL for the rows that changed between versions: the table's columns, then <c>_change_type</c>, <c>_commit_version</c>
/// and <c>_commit_timestamp</c>.
/// </summary>
internal sealed class ChangeRelation
{
    private const string ChangeType = "_change_type";

    private readonly TableChanges _changes;
    private readonly Func<ChangeFile, string> _locate;
    private readonly DeletedRowsFunction _rows;
    private readonly ColumnMappingMode _mode;
    private readonly StructType _schema;
    private readonly IReadOnlyList<StructField> _partitions;
    private readonly StructType _stored;
    private readonly string _place;
    private readonly string _position;

    private ChangeRelation(TableChanges changes, Func<ChangeFile, string> locate, DeletedRowsFunction rows)
    {
        _changes = changes;
        _locate = locate;
        _rows = rows;
        _mode = changes.Snapshot.ColumnMapping;
        _schema = changes.Snapshot.Metadata.Schema;
        _partitions = [.. _schema.Fields.Where(field => changes.Snapshot.Metadata.PartitionColumns.Contains(field.Name))];
        _stored = PhysicalColumns.Of(_schema, _mode);
        (_place, _position) = (_stored.FreeName("_file_location"), _stored.FreeName("_file_row"));
    }

    /// <summary>A parenthesised select.</summary>
    public static string Of(TableChanges changes, Func<ChangeFile, string> locate, DeletedRowsFunction rows)
    {
        var relation = new ChangeRelation(changes, locate, rows);
        var parts = changes.Files
            .GroupBy(file => (file.Version, file.ChangeType, IsPart: file.Changed is not null))
            .Select(group => relation.OfGroup([.. group]))
            .ToList();
        return parts.Count == 0
            ? relation.OfGroup([]) // No rows, with the right columns.
            : $"({string.Join(" union all ", parts)})";
    }

    /// <param name="files">Files of one version with the same kind of change.</param>
    private string OfGroup(IReadOnlyList<ChangeFile> files)
    {
        var isRecorded = files.Count > 0 && files[0].ChangeType is null;
        var vectors = files.Where(file => file.Changed is not null || file.Unchanged.Cardinality > 0)
            .ToDictionary(_locate, file => file.Changed ?? file.Unchanged);
        var from = DataFileRelation.Of(
            [.. files.Select(file => new DataFile(_locate(file), Partition(file)))],
            isRecorded ? new StructType([.. _stored.Fields, new StructField(ChangeType, PrimitiveType.String)]) : _stored,
            [.. _partitions.Select(field => field.PhysicalName(_mode))],
            vectors.Count > 0 ? _place : null,
            vectors.Count > 0 ? _position : null,
            // The column of the change has no id, so change data files are read by physical names.
            _mode == ColumnMappingMode.Id && !isRecorded);
        var type = isRecorded ? $"f.{ChangeType}" : $"{Literal(files.Count == 0 ? null : files[0].ChangeType)}";
        var select = _schema.Fields.Select(field => $"{Value(field)} as {Sql.Name(field.Name)}").Append(
            $"{type} as {ChangeType}, {Version(files)} as _commit_version, {Timestamp(files)} as _commit_timestamp");
        return $"(select {string.Join(", ", select)} from {from} as f{Where(files, vectors)})";
    }

    private string Where(IReadOnlyList<ChangeFile> files, Dictionary<string, DeletionVector> vectors) =>
        vectors.Count == 0 ? ""
        : $" where {(files[0].Changed is null ? "not " : "")}{DeletedRowsFunction.Name}({_rows.Add(vectors)}, f.{_place}, f.{_position})";

    private string Value(StructField field) => field.Type == PrimitiveType.Void
        ? $"null::{DuckDbTypes.ToSql(field.Type)}"
        : PhysicalColumns.Value($"f.{Sql.Name(field.PhysicalName(_mode))}", field.Type, _mode);

    private Dictionary<string, string?> Partition(ChangeFile file) => _partitions.ToDictionary(
        field => field.PhysicalName(_mode), field => file.PartitionValues[field.Name]);

    private static string Literal(string? text) => text is null ? "null::VARCHAR" : Sql.Text(text);

    private static string Version(IReadOnlyList<ChangeFile> files) => files.Count == 0
        ? "null::BIGINT"
        : string.Create(CultureInfo.InvariantCulture, $"{files[0].Version}::BIGINT");

    private static string Timestamp(IReadOnlyList<ChangeFile> files) => files.Count == 0
        ? "null::TIMESTAMPTZ"
        : $"{Sql.Text(files[0].Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'"))}::TIMESTAMPTZ";
}
