using System.Globalization;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Engine.Dml;

/// <summary>The SQL of a change: which clause a row falls under, and what its new values are.</summary>
/// <param name="change">The change.</param>
/// <param name="expressions">Its expressions, and the table's own.</param>
internal sealed class ChangeSql(RowChange change, ChangeExpressions expressions)
{
    public const string Prefix = "_dml_";
    public const string File = "_dml_file";
    public const string Row = "_dml_row";
    public const string Clause = "_dml_clause";
    public const string SourceRow = "_dml_source_row";
    public const string TouchedFile = "_dml_touched_file";
    public const string TouchedRow = "_dml_touched_row";
    public const string ChangeType = "_change_type";
    public const string SourceTable = "_dml_source";
    public const string MatchTable = "_dml_matches";
    public const string TouchedTable = "_dml_rows";
    public const string FileType = "_dml_file_type";

    private const string PostImage = "update_postimage";

    private readonly IReadOnlyList<StructField> _fields =
        [.. change.Snapshot.Metadata.Schema.Fields.Where(field => field.Type != PrimitiveType.Void)];

    private readonly IReadOnlyList<StructField> _tracking = change.Snapshot.RowTrackingColumns;

    private bool Joins => change.MatchCondition is not null;

    private bool DeletesAllMatched =>
        change.Clauses.Where(clause => clause.When == RowMatch.Matched).ToList() is [{ Then: RowAction.Delete, Condition: null }];

    /// <summary>The rows of the table that a clause touches.</summary>
    public string RowTable => TouchesWhatMatches ? MatchTable : TouchedTable;

    private bool TouchesWhatMatches =>
        !DeletesAllMatched
        && change.Clauses.Any(clause => clause is { When: RowMatch.Matched, Condition: null })
        && change.Clauses.All(clause => clause.When != RowMatch.NotMatchedBySource);

    /// <summary>The number of the first clause of a kind whose condition holds; null for none.</summary>
    public string ClauseOf(RowMatch when)
    {
        var cases = change.Clauses
            .Select((clause, i) => (clause, i))
            .Where(one => one.clause.When == when)
            .Select(one => $"when {Text(one.clause.Condition ?? "true")} then {Number(one.i)}")
            .ToList();
        return cases.Count == 0 ? "null::INTEGER" : $"case {string.Join(' ', cases)} end";
    }

    /// <summary>The rows of some files, each with its clause.</summary>
    /// <param name="relation">Their rows, with file and position.</param>
    public string Classified(string relation) => Joins
        ? $"(select target.*, r.clause as {Clause}, r.source as {SourceRow} from {relation} as target "
            + $"left join {RowTable} as r on r.file = target.{File} and r.row = target.{Row})"
        : $"(select *, {ClauseOf(RowMatch.NotMatchedBySource)} as {Clause} from {relation} as target)";

    /// <summary>The rows of some files after the change: as they are, or with their new values; without those deleted.</summary>
    /// <param name="relation">The rows before.</param>
    /// <param name="onlyUpdated">Whether rows that stay as they are are left out.</param>
    public string Changed(string relation, bool onlyUpdated)
    {
        var updates = Numbers(RowAction.Update);
        var isUpdated = updates.Length == 0 ? "false" : $"{Clause} in ({updates})";
        var where = onlyUpdated ? isUpdated : $"({Clause} is null or {isUpdated})";
        var rows = Joins ? $"{relation} as target {JoinTouched()}" : $"{Classified(relation)} as target";
        return Finished(
            $"select {Columns(RowAction.Update, field => $"target.{Sql.Name(field.Name)}")}, {Clause}{Tracked(isUpdated)} "
            + $"from {rows} where {where}");
    }

    /// <summary>New rows beside copied ones: their ids and commit versions are those that the commit gives their file.</summary>
    public string BesideCopied(string inserted) =>
        $"select *{string.Concat(_tracking.Select(column => $", null::BIGINT as {Sql.Name(column.Name)}"))} from ({inserted})";

    /// <summary>Keeps which rows of the table and the source match, and those that a clause touches.</summary>
    /// <param name="relation">The rows of the table.</param>
    public string Match(string relation)
    {
        // A row that is deleted whatever matches it may match many.
        var touched = DeletesAllMatched
            ? $"select file, row, min(source) as source, min(clause) as clause from {MatchTable} group by file, row"
            : $"from {MatchTable} where clause is not null";
        return $"create temp table {MatchTable} as select target.{File} as file, target.{Row} as row, "
            + $"source.{SourceRow} as source, {ClauseOf(RowMatch.Matched)} as clause "
            + $"from {relation} as target join {SourceTable} as source on {Text(change.MatchCondition!)}"
            + (TouchesWhatMatches ? "" : $"; create temp table {TouchedTable} as {touched}");
    }

    /// <summary>Adds the rows of the table that match none, as far as a clause touches them.</summary>
    public string AddUnmatched(string relation) =>
        $"insert into {RowTable} from (select target.{File} as file, target.{Row} as row, null as source, "
        + $"{ClauseOf(RowMatch.NotMatchedBySource)} as clause from {relation} as target where not exists "
        + $"(from {MatchTable} as m where m.file = target.{File} and m.row = target.{Row})) where clause is not null";

    /// <summary>The rows of the source that match none, each with its clause.</summary>
    public string Unmatched(string rows)
    {
        var unmatched = Joins ? $" where not exists (from {MatchTable} as m where m.source = source.{SourceRow})" : "";
        return $"(select *, {ClauseOf(RowMatch.NotMatched)} as {Clause} from {rows} as source{unmatched})";
    }

    /// <summary>The new rows.</summary>
    public string Inserted(string rows) => Finished(
        $"select {Columns(RowAction.Insert, null)}, {Clause} from {Unmatched(rows)} as source where {Clause} is not null");

    /// <summary>The place of the last row of the source that is inserted with a number of the table; null when there is none.</summary>
    /// <param name="rows">The source.</param>
    /// <param name="identity">The column.</param>
    public string LastNumbered(string rows, string identity)
    {
        var clauses = string.Join(", ", change.Clauses
            .Select((clause, i) => (clause, i))
            .Where(one => one.clause.Then == RowAction.Insert && !Sets(one.clause, identity))
            .Select(one => Number(one.i)));
        return clauses.Length == 0
            ? "null::BIGINT"
            : $"(select max({SourceRow}) from {Unmatched(rows)} where {Clause} in ({clauses}))";
    }

    /// <summary>The touched rows of some files as change data files hold them.</summary>
    public string Recorded(string relation)
    {
        var updates = Numbers(RowAction.Update);
        var types = updates.Length == 0
            ? "['delete']"
            : $"case when {Clause} in ({updates}) then ['update_preimage', '{PostImage}'] else ['delete'] end";
        return Finished(
            $"select {Columns(RowAction.Update, field => $"target.{Sql.Name(field.Name)}", $"{ChangeType} = '{PostImage}'")}, "
            + $"case when {ChangeType} = '{PostImage}' then {Clause} end as {Clause}, {ChangeType} "
            + $"from (select *, unnest({types}) as {ChangeType} from {Classified(relation)} where {Clause} is not null) as target "
            + JoinSource());
    }

    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>An expression in brackets; the line end closes a comment in it.</summary>
    public static string Text(string expression) => $"({expression}\n)";

    // The small side is put together first, so that each row of the table is looked up once.
    private string JoinTouched() =>
        $"left join (select r.file as {TouchedFile}, r.row as {TouchedRow}, r.clause as {Clause}, source.* from {RowTable} as r "
        + $"left join {SourceTable} as source on source.{SourceRow} = r.source) as source "
        + $"on source.{TouchedFile} = target.{File} and source.{TouchedRow} = target.{Row}";

    // A row that is updated has the version of the commit, which the commit gives its file.
    private string Tracked(string isUpdated) => _tracking is [var id, var version]
        ? $", target.{Sql.Name(id.Name)}, case when {isUpdated} then null else target.{Sql.Name(version.Name)} end "
            + $"as {Sql.Name(version.Name)}"
        : "";

    private string JoinSource() => Joins ? $"left join {SourceTable} as source on source.{SourceRow} = target.{SourceRow}" : "";

    private string Numbers(RowAction then) => string.Join(", ", change.Clauses
        .Select((clause, i) => (clause, i)).Where(one => one.clause.Then == then).Select(one => Number(one.i)));

    private string Columns(RowAction then, Func<StructField, string>? otherwise, string condition = "true") =>
        string.Join(", ", _fields.Select(field =>
        {
            var type = DuckDbTypes.ToSql(field.Type);
            var cases = change.Clauses
                .Select((clause, i) => (clause, i))
                .Where(one => one.clause.Then == then)
                .Select(one => (one.i, Value: Value(one.clause, field, otherwise)))
                .Where(one => one.Value != otherwise?.Invoke(field))
                .Select(one => $"when {Clause} = {Number(one.i)} and {condition} then {Fitted($"cast({one.Value} as {type})", field)}")
                .ToList();
            var rest = otherwise?.Invoke(field) ?? $"null::{type}";
            return $"{(cases.Count == 0 ? rest : $"case {string.Join(' ', cases)} else {rest} end")} as {Sql.Name(field.Name)}";
        }));

    /// <summary>A text in the length that its column has, as Spark stores it; one that is too long is left to the rules.</summary>
    private static string Fitted(string value, StructField field)
    {
        if (TextLength.Of(field) is not { } length)
        {
            return value;
        }
        var n = Number(length.Characters);
        var padded = length.IsPadded ? $"when length({value}) < {n} then rpad({value}, {n}, ' ') " : "";
        return $"case {padded}when length(rtrim({value}, ' ')) <= {n} then left({value}, {n}) else {value} end";
    }

    private string Value(RowClause clause, StructField field, Func<StructField, string>? otherwise) =>
        Assigned(clause, field)
        ?? otherwise?.Invoke(field)
        ?? (expressions.Identities.TryGetValue(field.Name, out var identity) ? NumberOf(identity) : null)
        ?? (expressions.Defaults.TryGetValue(field.Name, out var value) ? Text(value) : "null");

    // The source's rows are kept, each with its place, so that a row has one number in all files.
    private static string NumberOf(IdentityColumn identity) => string.Create(
        CultureInfo.InvariantCulture, $"({identity.Next}::BIGINT + {identity.Step}::BIGINT * (source.{SourceRow} - 1))");

    private string? Assigned(RowClause clause, StructField field) => clause.Set is { } set
        ? set.FirstOrDefault(one => Same(one.Key, field.Name)) is { Key: not null } one ? Text(one.Value) : null
        : expressions.Source.Fields.FirstOrDefault(column => Same(column.Name, field.Name)) is { } column ? $"source.{Sql.Name(column.Name)}" : null;

    /// <summary>The rows with the generated columns that their clause does not set.</summary>
    private string Finished(string rows)
    {
        var generated = expressions.Generated.ToDictionary(
            one => one.Key,
            one => string.Join(", ", change.Clauses
                .Select((clause, i) => (clause, i))
                .Where(clause => clause.clause.Then != RowAction.Delete && !Sets(clause.clause, one.Key))
                .Select(clause => Number(clause.i))));
        var columns = _fields.Select(field => generated.GetValueOrDefault(field.Name) is { Length: > 0 } clauses
            ? $"case when {Clause} in ({clauses}) then cast({Text(expressions.Generated[field.Name])} as {DuckDbTypes.ToSql(field.Type)}) "
                + $"else {Sql.Name(field.Name)} end as {Sql.Name(field.Name)}"
            : Sql.Name(field.Name));
        var names = string.Join(", ", _fields.Select(field => Sql.Name(field.Name)));
        return $"select {string.Join(", ", columns)}, * exclude ({names}) from ({rows})";
    }

    private bool Sets(RowClause clause, string column) =>
        Assigned(clause, _fields.First(field => field.Name == column)) is not null;

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);
}
