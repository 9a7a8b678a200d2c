using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Dml;
using Lakehouse.Delta.Ports;
using Lakehouse.Delta.Scans;
using Lakehouse.Delta.Schemas;
using Lakehouse.Delta.Statistics;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Scans;

namespace Lakehouse.Engine.Dml;

/// <summary>A change of rows as queries of DuckDB: one finds the touched rows, one writes the new files.</summary>
internal sealed class DuckDbRowChange : IRowChange
{
    private const long FileBytes = 256L << 20;
    private const string ChangeFolder = "_change_data";

    // The rows of every partition that is being written are held back until they fill a row group.
    private const int PartitionsAtOnce = 8;

    private static readonly string DropMatches =
        $"drop table if exists {ChangeSql.TouchedTable}; drop table if exists {ChangeSql.MatchTable}; drop type if exists {ChangeSql.FileType}";

    private static readonly ScanColumns Place = new() { File = ChangeSql.File, Row = ChangeSql.Row };

    private readonly DeltaEnvironment _environment;
    private readonly DuckDbEngine _engine;
    private readonly RowChange _change;
    private readonly ChangeExpressions _expressions;
    private readonly DeltaTable _table;
    private readonly ChangeSql _sql;
    private readonly string _source;

    public DuckDbRowChange(DeltaEnvironment environment, DuckDbEngine engine, RowChange change, ChangeExpressions expressions)
    {
        (_environment, _engine, _change, _expressions) = (environment, engine, change, expressions);
        _table = new DeltaTable(environment, change.Snapshot.Table);
        _sql = new ChangeSql(change, expressions);
        _source = expressions.IsSourceKept ? ChangeSql.SourceTable : $"({change.Source})";
    }

    public Predicate? Reads => _expressions.Reads;

    private bool Joins => _change.MatchCondition is not null;

    public async Task<FoundRows> FindAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        IReadOnlyList<Touched> touched = [];
        var ambiguous = 0L;
        if (Joins)
        {
            ambiguous = await MatchAsync(files, cancellationToken).ConfigureAwait(false);
            touched = await TouchedAsync(
                $"select file::varchar, clause, count(*) from {_sql.RowTable} group by all", cancellationToken).ConfigureAwait(false);
        }
        else if (_expressions.NeedsPartitionsOnly && files.All(file => FileStatistics.ReadNumRecords(file.StatsJson) is not null))
        {
            return await FindFilesAsync(files, cancellationToken).ConfigureAwait(false) with
            {
                MisplacedRows = await MisplacedAsync(cancellationToken).ConfigureAwait(false),
            };
        }
        else if (files.Count > 0)
        {
            var rows = _sql.Classified(await RelationAsync(files, cancellationToken).ConfigureAwait(false));
            touched = await TouchedAsync(
                $"select {ChangeSql.File}, {ChangeSql.Clause}, count(*) from {rows} "
                + $"where {ChangeSql.Clause} is not null group by all",
                cancellationToken).ConfigureAwait(false);
        }
        var found = await CountAsync(files, touched, cancellationToken).ConfigureAwait(false);
        var sourceRows = Joins
            ? await ScalarAsync($"select count(*) from {ChangeSql.SourceTable}", cancellationToken).ConfigureAwait(false)
            : 0;
        return new FoundRows(found, Sums(touched), sourceRows)
        {
            AmbiguousRows = ambiguous,
            MisplacedRows = await MisplacedAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    public async Task<IReadOnlyDictionary<string, DeletionVector>> PositionsAsync(
        IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        var builders = files.ToDictionary(Locate, file => (file.Path, Rows: new DeletionVectorBuilder()));
        var places = string.Join(", ", builders.Keys.Select(Sql.Text));
        var rows = Joins ? "" : _sql.Classified(await RelationAsync(files, cancellationToken).ConfigureAwait(false));
        var select = Joins
            ? $"select file::varchar, row from {_sql.RowTable} where file::varchar in ({places})"
            : $"select {ChangeSql.File}, {ChangeSql.Row} from {rows} where {ChangeSql.Clause} is not null";
        using var command = _engine.Connection.CreateCommand();
        command.CommandText = select;
        command.UseStreamingMode = true;
        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (reader.Read())
            {
                builders[reader.GetString(0)].Rows.Add(reader.GetInt64(1));
            }
        }
        return builders.Values.ToDictionary(file => file.Path, file => file.Rows.Build());
    }

    public async Task<WrittenFiles> WriteAsync(ChangeOutput output, CancellationToken cancellationToken)
    {
        var inserts = _change.Clauses.Any(clause => clause.Then == RowAction.Insert) ? _sql.Inserted(_source) : null;
        if (inserts is null && output.Rewritten.Count + output.Updated.Count == 0)
        {
            return new WrittenFiles([], [], 0);
        }
        var metadata = _change.Snapshot.Metadata;
        var plain = new StageTarget(_change.Snapshot.Table, metadata.Schema, metadata.PartitionColumns)
        {
            FileBytes = FileBytes,
            Mapping = _expressions.Mapping,
            Codec = _change.Snapshot.ParquetCodec,
        };
        var isCopying = output.Rewritten.Count + output.Updated.Count > 0;
        var target = isCopying ? plain.With(_change.Snapshot.RowTrackingColumns) : plain;
        var now = _environment.Clock.GetUtcNow();
        var selects = new List<string>();
        var steps = StepsOf(output);
        foreach (var step in steps)
        {
            var parts = await ChangedAsync(step, cancellationToken).ConfigureAwait(false);
            parts.AddRange(inserts is not null && step == steps[^1] ? [isCopying ? _sql.BesideCopied(inserts) : inserts] : []);
            selects.Add(string.Join(" union all ", parts));
        }
        var staged = await _engine.StageAsync(selects, target, cancellationToken).ConfigureAwait(false);
        var adds = staged.Select(file => file.ToAdd(plain.Stored, now, _change.Snapshot.IndexedColumns)).ToList();
        var changes = output.RecordsChanges
            ? await RecordAsync(output, inserts, plain, cancellationToken).ConfigureAwait(false)
            : [];
        return new WrittenFiles(adds, changes, staged.Sum(file => file.Rows))
        {
            LastNumbers = inserts is null
                ? new Dictionary<string, long>()
                : await LastNumbersAsync(cancellationToken).ConfigureAwait(false),
        };
    }

    private async Task<IReadOnlyDictionary<string, long>> LastNumbersAsync(CancellationToken cancellationToken)
    {
        var last = new Dictionary<string, long>();
        foreach (var (column, identity) in _expressions.Identities)
        {
            var place = (await _engine.QueryAsync(
                $"select {_sql.LastNumbered(_source, column)}",
                row => row.IsDBNull(0) ? (long?)null : row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];
            if (place is { } rows)
            {
                last[column] = checked(identity.Next + (identity.Step * (rows - 1)));
            }
        }

        return last;
    }

    public async Task<IReadOnlyList<long>> CountViolationsAsync(
        IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        var relation = await _engine
            .RelationAsync(_table, ScanOf(files), null, cancellationToken)
            .ConfigureAwait(false);
        var counts = _expressions.Rules.Select(rule => $"count(*) filter (where not coalesce({ChangeSql.Text(rule)}, false))");
        var found = await _engine
            .QueryAsync(
                $"select {string.Join(", ", counts)} from {relation} as target",
                row => Enumerable.Range(0, row.FieldCount).Select(row.GetInt64).ToList(), cancellationToken)
            .ConfigureAwait(false);
        return found[0];
    }

    public async ValueTask DisposeAsync()
    {
        if (Joins)
        {
            await _engine.ExecuteAsync(DropMatches, CancellationToken.None).ConfigureAwait(false);
        }
        if (_expressions.IsSourceKept)
        {
            await _engine.ExecuteAsync($"drop table if exists {ChangeSql.SourceTable}", CancellationToken.None).ConfigureAwait(false);
        }
        _engine.ForgetCopies();
    }

    /// <summary>The output in steps of a few partitions each, so that the memory does not grow with their number.</summary>
    private static List<ChangeOutput> StepsOf(ChangeOutput output)
    {
        var partitions = output.Rewritten.Concat(output.Updated)
            .Select(PartitionOf).Distinct().Chunk(PartitionsAtOnce).Select(some => some.ToHashSet()).ToList();
        return partitions.Count < 2
            ? [output]
            : [.. partitions.Select(some => output with
            {
                Rewritten = [.. output.Rewritten.Where(file => some.Contains(PartitionOf(file)))],
                Updated = [.. output.Updated.Where(file => some.Contains(PartitionOf(file)))],
            })];

        static string PartitionOf(AddFile file) => PartitionPath.For([.. file.PartitionValues.Keys.Order()], file.PartitionValues);
    }

    private async Task<List<string>> ChangedAsync(ChangeOutput output, CancellationToken cancellationToken)
    {
        var parts = new List<string>();
        foreach (var (files, onlyUpdated) in new[] { (output.Rewritten, false), (output.Updated, true) }.Where(one => one.Item1.Count > 0))
        {
            var rows = await RelationAsync(files, Place with { RowTracking = true }, cancellationToken).ConfigureAwait(false);
            parts.Add(_sql.Changed(rows, onlyUpdated));
        }
        return parts;
    }

    /// <summary>Joins the table and the source, and keeps which rows match and which clause they fall under.</summary>
    /// <returns>Number of rows of the table that several rows of the source would change.</returns>
    private async Task<long> MatchAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        var relation = await RelationAsync(files, cancellationToken).ConfigureAwait(false);
        var locations = files.Select(Locate).Append("").Select(Sql.Text);
        await _engine.ExecuteAsync(
            $"{DropMatches}; create type {ChangeSql.FileType} as enum ({string.Join(", ", locations)}); {_sql.Match(relation)}",
            cancellationToken).ConfigureAwait(false);
        if (_change.Clauses.Any(clause => clause.When == RowMatch.NotMatchedBySource))
        {
            await _engine.ExecuteAsync(_sql.AddUnmatched(relation), cancellationToken).ConfigureAwait(false);
        }
        return await ScalarAsync(
            $"select count(*) from (select 1 from {_sql.RowTable} group by file, row having count(*) > 1)", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Finds whole files by their partition values; no file is opened.</summary>
    private async Task<FoundRows> FindFilesAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken)
    {
        var clause = _sql.ClauseOf(RowMatch.NotMatchedBySource);
        var found = files.Count == 0 ? [] : await _engine.QueryAsync(
            $"select i, {clause} from {PartitionRelation.Of(ScanOf(files))} as target where {clause} is not null",
            row => (File: files[row.GetInt32(0)], Clause: row.GetInt32(1)), cancellationToken).ConfigureAwait(false);
        return new FoundRows(
            [.. found.Select(one => new FoundFile(one.File, Live(one.File), 0, 0))],
            Sums(found.Select(one => new Touched("", one.Clause, Live(one.File)))), 0);
    }

    private Task<long> MisplacedAsync(CancellationToken cancellationToken) => _change.InsertCondition is { } condition
        ? ScalarAsync(
            $"select count(*) filter (where not coalesce({ChangeSql.Text(condition)}, false)) from ({_sql.Inserted(_source)}) as target",
            cancellationToken)
        : Task.FromResult(0L);

    private static long Live(AddFile file) =>
        FileStatistics.ReadNumRecords(file.StatsJson)!.Value - (file.DeletionVector?.Cardinality ?? 0);

    private async Task<List<FoundFile>> CountAsync(
        IReadOnlyList<AddFile> files, IReadOnlyList<Touched> touched, CancellationToken cancellationToken)
    {
        var byLocation = touched.ToLookup(one => one.Location);
        var found = new List<FoundFile>();
        foreach (var file in files.Where(file => byLocation.Contains(Locate(file))))
        {
            var rows = byLocation[Locate(file)].ToLookup(one => _change.Clauses[one.Clause].Then, one => one.Rows);
            var (deleted, updated) = (rows[RowAction.Delete].Sum(), rows[RowAction.Update].Sum());
            var physical = FileStatistics.ReadNumRecords(file.StatsJson) ?? await ScalarAsync(
                $"select num_rows from parquet_file_metadata({Sql.File(Locate(file))})", cancellationToken).ConfigureAwait(false);
            found.Add(new FoundFile(file, deleted, updated, physical - (file.DeletionVector?.Cardinality ?? 0) - deleted - updated));
        }
        return found;
    }

    private async Task<IReadOnlyList<AddCdcFile>> RecordAsync(
        ChangeOutput output, string? inserts, StageTarget target, CancellationToken cancellationToken)
    {
        AddFile[] touched = [.. output.Rewritten, .. output.Updated, .. output.Removed];
        var parts = new List<string>();
        if (touched.Length > 0)
        {
            parts.Add(_sql.Recorded(await RelationAsync(touched, cancellationToken).ConfigureAwait(false)));
        }
        if (inserts is not null)
        {
            parts.Add($"select *, 'insert' as {ChangeSql.ChangeType} from ({inserts})");
        }
        var staged = await _engine.StageAsync(
            string.Join(" union all ", parts),
            target with
            {
                Folder = ChangeFolder,
                Schema = new StructType([.. target.Schema.Fields, ChangeTypeField]),
            },
            cancellationToken).ConfigureAwait(false);
        return [.. staged.Select(file => new AddCdcFile
        {
            Path = file.Path,
            PartitionValues = file.PartitionValues,
            SizeBytes = file.SizeBytes,
        })];
    }

    private static StructField ChangeTypeField { get; } = new(ChangeSql.ChangeType, PrimitiveType.String)
    {
        Metadata = new Dictionary<string, string> { ["delta.columnMapping.physicalName"] = $"\"{ChangeSql.ChangeType}\"" },
    };

    private Task<string> RelationAsync(IReadOnlyList<AddFile> files, CancellationToken cancellationToken) =>
        RelationAsync(files, Place, cancellationToken);

    private async Task<string> RelationAsync(IReadOnlyList<AddFile> files, ScanColumns columns, CancellationToken cancellationToken)
    {
        var relation = await _engine.RelationAsync(_table, ScanOf(files), columns, cancellationToken).ConfigureAwait(false);
        return Joins ? $"(select * replace ({ChangeSql.File}::{ChangeSql.FileType} as {ChangeSql.File}) from {relation})" : relation;
    }

    private Scan ScanOf(IReadOnlyList<AddFile> files)
    {
        var snapshot = _change.Snapshot;
        var names = snapshot.Metadata.Schema.Fields
            .Where(field => snapshot.Metadata.PartitionColumns.Contains(field.Name))
            .ToDictionary(field => field.Name, field => field.PhysicalName(snapshot.ColumnMapping));
        return snapshot.Scan(null, Predicate.Or()).Of([.. files.Select(file => new ScanFile(
            file, names.ToDictionary(name => name.Key, name => file.PartitionValues.GetValueOrDefault(name.Value))))]);
    }

    private string Locate(AddFile file) => _engine.Locate(_table, file.Path);

    private Task<IReadOnlyList<Touched>> TouchedAsync(string select, CancellationToken cancellationToken) =>
        _engine.QueryAsync(
            select, row => new Touched(row.GetString(0), row.GetInt32(1), row.GetInt64(2)), cancellationToken);

    private async Task<long> ScalarAsync(string select, CancellationToken cancellationToken) =>
        (await _engine.QueryAsync(select, row => row.GetInt64(0), cancellationToken).ConfigureAwait(false))[0];

    private long[] Sums(IEnumerable<Touched> touched)
    {
        var sums = new long[_change.Clauses.Count];
        foreach (var one in touched)
        {
            sums[one.Clause] += one.Rows;
        }
        return sums;
    }

    private sealed record Touched(string Location, int Clause, long Rows);
}
