using System.Globalization;
using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Maintenance;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Schemas;

/// <summary>Metadata of a table with a changed schema. What would make rows unreadable or break a rule is refused.</summary>
internal sealed class SchemaEdit(DeltaEnvironment environment, Snapshot snapshot)
{
    private const string MaxColumnId = "delta.columnMapping.maxColumnId";

    private readonly Metadata _metadata = snapshot.Metadata;

    private int _lastId = snapshot.Metadata.Configuration.TryGetValue(MaxColumnId, out var text)
        && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private bool IsMapped => snapshot.ColumnMapping != ColumnMappingMode.None;

    /// <summary>With more columns, which rows that are there do not have: they are null.</summary>
    /// <param name="columns">The columns.</param>
    /// <param name="parent">The struct that they are added to; empty for the table itself.</param>
    public Metadata Add(IReadOnlyList<StructField> columns, IReadOnlyList<string> parent)
    {
        foreach (var column in columns)
        {
            if (!column.Nullable) throw Refused($"the new column '{column.Name}' may be null in rows that are there. Make it nullable");
            if (ColumnExpressions.Default(column) is not null || ColumnExpressions.Generation(column) is not null)
                throw Refused($"the new column '{column.Name}' has a value that rows that are there lack. Add it without");
        }
        StructField[] added = [.. columns.Select(column => IsMapped ? Mapped(column, null) : column)];
        return With(Inside(_metadata.Schema, parent, row => row with { Fields = [.. row.Fields, .. added] }));
    }

    /// <summary>With another name for a column; files keep the old one.</summary>
    public Metadata Rename(IReadOnlyList<string> path, string name)
    {
        RequireMapping(path);
        RequireFree(path);
        var renamed = With(Edit(path, field => field with { Name = name }));
        return path.Count > 1 ? renamed : renamed with
        {
            PartitionColumns = [.. _metadata.PartitionColumns.Select(column => column == path[0] ? name : column)],
        };
    }

    /// <summary>Without a column; files keep its values.</summary>
    public Metadata Drop(IReadOnlyList<string> path)
    {
        RequireMapping(path);
        RequireFree(path);
        if (path.Count == 1 && _metadata.PartitionColumns.Contains(path[0]))
            throw Refused($"the table is partitioned by '{path[0]}'. Write a new table");
        if (path.Count == 1 && ClusteringColumns.Of(snapshot).Contains(path[0]))
            throw Refused($"the table is clustered by '{path[0]}'. Cluster it by another column first");
        return With(Edit(path, _ => null));
    }

    /// <summary>With a wider type for a column; older files keep the narrow one.</summary>
    public Metadata Widen(IReadOnlyList<string> path, DataType type)
    {
        if (!_metadata.Flag(TableProperties.EnableTypeWidening))
            throw Refused($"types of columns stay as they are. Set {TableProperties.EnableTypeWidening} to true first");
        RequireFree(path);
        return With(Edit(path, field =>
        {
            if (!TypeWidening.IsSupported(field.Type, type) || field.Type == type)
                throw Refused($"'{Text(path)}' is a {field.Type.Name}, and not every value of it is a {type.Name}. Choose a wider type");
            return TypeWidening.Changed(field, type);
        }));
    }

    /// <summary>With a column that may be null.</summary>
    public Metadata MakeNullable(IReadOnlyList<string> path) => With(Edit(path, field => field with { Nullable = true }));

    /// <summary>With a remark on a column, or without.</summary>
    public Metadata Comment(IReadOnlyList<string> path, string? comment) => With(Edit(path, field =>
    {
        var metadata = field.Metadata.Where(one => one.Key != "comment").ToDictionary();
        if (comment is not null) metadata["comment"] = JsonSerializer.Serialize(comment, ActionWriter.Readable);
        return field with { Metadata = metadata };
    }));

    /// <summary>With columns found by names in files that stay the same when they are renamed.</summary>
    public Metadata MapByName() => With(new StructType([.. _metadata.Schema.Fields.Select(field => Mapped(field, field.Name))])) with
    {
        Configuration = new Dictionary<string, string>(_metadata.Configuration)
        {
            [ColumnMapping.ModeProperty] = "name",
            [MaxColumnId] = _lastId.ToString(CultureInfo.InvariantCulture),
        },
    };

    private Metadata With(StructType schema)
    {
        RequireDistinct(schema);
        return _metadata with
        {
            Schema = schema,
            Configuration = IsMapped
                ? new Dictionary<string, string>(_metadata.Configuration) { [MaxColumnId] = _lastId.ToString(CultureInfo.InvariantCulture) }
                : _metadata.Configuration,
        };
    }

    private void RequireDistinct(StructType row)
    {
        foreach (var nested in row.AllFields().Select(field => field.Type).OfType<StructType>().Prepend(row))
        {
            if (nested.Fields.Count == 0) throw Refused("a struct needs a field. Drop the struct instead");
            var twice = nested.Fields.GroupBy(field => field.Name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
            if (twice is not null) throw Refused($"there would be two columns '{twice.Key}'. Choose another name");
        }
    }

    /// <summary>A field with physical names and ids for itself and the fields inside; a new name where none is given.</summary>
    private StructField Mapped(StructField field, string? physicalName)
    {
        var metadata = new Dictionary<string, string>(field.Metadata)
        {
            [ColumnMapping.IdKey] = (++_lastId).ToString(CultureInfo.InvariantCulture),
            [ColumnMapping.PhysicalNameKey] = JsonSerializer.Serialize(physicalName ?? $"col-{environment.NewId():D}", ActionWriter.Readable),
        };
        return field with { Metadata = metadata, Type = MappedInside(field.Type, physicalName is not null) };
    }

    private DataType MappedInside(DataType type, bool keepsNames) => type switch
    {
        StructType row => row with { Fields = [.. row.Fields.Select(field => Mapped(field, keepsNames ? field.Name : null))] },
        ArrayType array => array with { ElementType = MappedInside(array.ElementType, keepsNames) },
        MapType map => map with
        {
            KeyType = MappedInside(map.KeyType, keepsNames),
            ValueType = MappedInside(map.ValueType, keepsNames),
        },
        _ => type,
    };

    private StructType Edit(IReadOnlyList<string> path, Func<StructField, StructField?> edit) => Inside(
        _metadata.Schema, [.. path.SkipLast(1)], row =>
        {
            var field = row.Fields.FirstOrDefault(one => one.Name == path[^1]) ?? throw Missing(path);
            return row with { Fields = [.. row.Fields.Select(one => one == field ? edit(one) : one).OfType<StructField>()] };
        });

    /// <summary>Edits the struct at a path; the steps into lists and maps are <c>element</c>, <c>key</c> and <c>value</c>.</summary>
    private StructType Inside(StructType schema, IReadOnlyList<string> path, Func<StructType, StructType> edit)
    {
        return (StructType)Step(schema, 0);

        DataType Step(DataType type, int depth)
        {
            if (depth == path.Count) return type is StructType row ? edit(row) : throw Missing(path);
            return type switch
            {
                StructType row when row.Fields.Any(field => field.Name == path[depth]) => row with
                {
                    Fields = [.. row.Fields.Select(field =>
                        field.Name == path[depth] ? field with { Type = Step(field.Type, depth + 1) } : field)],
                },
                ArrayType array when path[depth] == "element" => array with { ElementType = Step(array.ElementType, depth + 1) },
                MapType map when path[depth] == "key" => map with { KeyType = Step(map.KeyType, depth + 1) },
                MapType map when path[depth] == "value" => map with { ValueType = Step(map.ValueType, depth + 1) },
                _ => throw Missing(path),
            };
        }
    }

    private void RequireMapping(IReadOnlyList<string> path)
    {
        if (!IsMapped)
            throw Refused($"'{Text(path)}' has the same name in the table's files. Set {ColumnMapping.ModeProperty} to name first");
    }

    /// <summary>Constraints and generated columns keep their expressions as text.</summary>
    private void RequireFree(IReadOnlyList<string> path)
    {
        var users = RowRules.Expressions(_metadata).Where(one => one.Expression.Contains(path[^1], StringComparison.OrdinalIgnoreCase));
        if (users.FirstOrDefault().Name is { } user)
            throw Refused($"{user} may use '{Text(path)}'. Drop it first");
    }

    private DeltaException Missing(IReadOnlyList<string> path) => Refused($"there is no column '{Text(path)}'. Look at its schema");

    private DeltaException Refused(string why) => new(
        ErrorCodes.SchemaChangeRefused, $"the schema of {snapshot.Table} cannot be changed so: {why}.")
    { Table = snapshot.Table };

    private static string Text(IReadOnlyList<string> path) => string.Join('.', path);
}
