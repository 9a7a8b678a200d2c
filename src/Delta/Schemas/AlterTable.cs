using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Schemas;

/// <summary>
/// Changes schema, properties and constraints of a table, each in one commit of its own; data files stay as they are. The
/// protocol is raised where a change needs it.
/// </summary>
/// <param name="environment">Storage, clock and the like.</param>
/// <param name="path">The table's root below the storage root.</param>
/// <remarks>
/// A column is named by its path; the steps into lists and maps are <c>element</c>, <c>key</c> and <c>value</c>. Every change
/// throws a <see cref="DeltaException"/> DEL0503 when it is refused, and DEL0302 or DEL0304 when the table may not be
/// written.
/// </remarks>
public sealed class AlterTable(DeltaEnvironment environment, string path)
{
    private readonly DeltaTable _table = new(environment, path);

    /// <summary>Adds columns at the end of the table or of a struct; in rows that are there they are null.</summary>
    /// <param name="columns">The columns, all nullable.</param>
    /// <param name="parent">Path of the struct; null for the table itself.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public Task<CommitResult> AddColumnsAsync(
        IReadOnlyList<StructField> columns, IReadOnlyList<string>? parent = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var names = columns.Select(column => string.Join('.', [.. parent ?? [], column.Name]));
        return EditAsync("ADD COLUMNS", [("columns", Json(names))], edit => edit.Add(columns, parent ?? []), cancellationToken);
    }

    /// <summary>Renames a column; the table has to map columns by name or id.</summary>
    public Task<CommitResult> RenameColumnAsync(
        IReadOnlyList<string> column, string name, CancellationToken cancellationToken = default) =>
        EditAsync(
            "RENAME COLUMN",
            [("oldColumnPath", Text(column)), ("newColumnPath", Text([.. column.SkipLast(1), name]))],
            edit => edit.Rename(column, name),
            cancellationToken);

    /// <summary>Drops a column; the table has to map columns by name or id.</summary>
    public Task<CommitResult> DropColumnAsync(IReadOnlyList<string> column, CancellationToken cancellationToken = default) =>
        EditAsync("DROP COLUMNS", [("columns", Json([Text(column)]))], edit => edit.Drop(column), cancellationToken);

    /// <summary>Gives a column a type that holds all its values; the table has to have <c>delta.enableTypeWidening</c>.</summary>
    public Task<CommitResult> WidenColumnAsync(
        IReadOnlyList<string> column, DataType type, CancellationToken cancellationToken = default) =>
        EditAsync("CHANGE COLUMN", [("column", Text(column))], edit => edit.Widen(column, type), cancellationToken);

    /// <summary>Lets a column be null.</summary>
    public Task<CommitResult> DropNotNullAsync(IReadOnlyList<string> column, CancellationToken cancellationToken = default) =>
        EditAsync("CHANGE COLUMN", [("column", Text(column))], edit => edit.MakeNullable(column), cancellationToken);

    /// <summary>Sets the remark on a column; null removes it.</summary>
    public Task<CommitResult> CommentColumnAsync(
        IReadOnlyList<string> column, string? comment, CancellationToken cancellationToken = default) =>
        EditAsync("CHANGE COLUMN", [("column", Text(column))], edit => edit.Comment(column, comment), cancellationToken);

    /// <summary>Sets table properties.</summary>
    /// <remarks>
    /// Of <c>delta.columnMapping.mode</c> only <c>name</c> can be set; columns keep their names in files. Constraints have
    /// methods of their own.
    /// </remarks>
    public Task<CommitResult> SetPropertiesAsync(
        IReadOnlyDictionary<string, string> properties, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(properties);
        return ChangeAsync(
            "SET TBLPROPERTIES", [("properties", JsonSerializer.Serialize(properties, ActionWriter.Readable))],
            snapshot => PropertyChange.Set(environment, snapshot, properties), cancellationToken);
    }

    /// <summary>Removes table properties; one that is not there is no error.</summary>
    public Task<CommitResult> UnsetPropertiesAsync(
        IReadOnlyCollection<string> names, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(names);
        return ChangeAsync(
            "UNSET TBLPROPERTIES", [("properties", Json(names)), ("ifExists", "true")],
            snapshot => PropertyChange.Unset(snapshot, names), cancellationToken);
    }

    /// <summary>Adds a constraint after looking whether every row fulfils it.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="expression">Spark's SQL over the columns; true for every row.</param>
    /// <param name="changer">Evaluates it.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="DeltaException">DEL0501: rows break it; DEL0503: there is one of that name.</exception>
    public async Task<CommitResult> AddConstraintAsync(
        string name, string expression, IRowChanger changer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(expression);
        ArgumentNullException.ThrowIfNull(changer);
        var snapshot = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        var metadata = PropertyChange.AddConstraint(snapshot, name, expression);
        var rule = new RowRule($"the constraint '{name}'", expression);
        var prepared = await changer.PrepareAsync(new RowChange(snapshot, []) { Rules = [rule] }, cancellationToken).ConfigureAwait(false);
        await using (prepared.ConfigureAwait(false))
        {
            var broken = await prepared.CountViolationsAsync([.. snapshot.Files], cancellationToken).ConfigureAwait(false);
            if (broken[0] > 0)
                throw new DeltaException(
                    ErrorCodes.RuleBroken, $"{broken[0]} rows of {path} break {rule.Name}. Correct them first.")
                { Table = path };
        }
        return await CommitAsync(
            "ADD CONSTRAINT", new Dictionary<string, string> { ["name"] = name, ["expr"] = expression }, snapshot, metadata, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Removes a constraint.</summary>
    public Task<CommitResult> DropConstraintAsync(string name, CancellationToken cancellationToken = default) => ChangeAsync(
        "DROP CONSTRAINT", [("name", name), ("existed", "true")], snapshot => PropertyChange.DropConstraint(snapshot, name), cancellationToken);

    private Task<CommitResult> EditAsync(
        string operation, (string Name, string Value)[] parameters, Func<SchemaEdit, Metadata> edit, CancellationToken cancellationToken) =>
        ChangeAsync(operation, parameters, snapshot => edit(new SchemaEdit(environment, snapshot)), cancellationToken);

    private async Task<CommitResult> ChangeAsync(
        string operation, (string Name, string Value)[] parameters, Func<Snapshot, Metadata> change, CancellationToken cancellationToken)
    {
        var snapshot = await _table.LoadAsync(null, cancellationToken).ConfigureAwait(false);
        return await CommitAsync(
            operation, parameters.ToDictionary(one => one.Name, one => one.Value), snapshot, change(snapshot), cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<CommitResult> CommitAsync(
        string operation,
        IReadOnlyDictionary<string, string> parameters,
        Snapshot snapshot,
        Metadata metadata,
        CancellationToken cancellationToken)
    {
        var protocol = ProtocolRules.Upgraded(snapshot.Protocol, metadata);
        return _table.CommitAsync(
            new CommitRequest
            {
                ReadSnapshot = snapshot,
                Actions = protocol == snapshot.Protocol ? [metadata] : [protocol, metadata],
                Operation = operation,
                OperationParameters = parameters,
            },
            cancellationToken);
    }

    private static string Text(IReadOnlyList<string> column)
    {
        ArgumentNullException.ThrowIfNull(column);
        return string.Join('.', column);
    }

    private static string Json(IEnumerable<string> names) => JsonSerializer.Serialize(names, ActionWriter.Readable);
}
