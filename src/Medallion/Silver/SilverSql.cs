using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// The queries of one step, over temporary tables: <c>step_files</c> (landing files by rank), <c>verdict</c> (every
/// record, judged), <c>winners</c> (the least valid record of each key), <c>held</c> (rows of Silver with one of these
/// keys).
/// </summary>
/// <remarks>
/// A record's place in landing order is one number within the step: the rank of its landing file, then its position.
/// </remarks>
internal sealed class SilverSql(SilverDataset dataset)
{
    /// <summary>Column that tells which file a row of Silver stands in.</summary>
    public const string FileColumn = "_file";

    private const int PositionBits = 40;

    private readonly string _scope = string.Join(", ", ScopeColumns(dataset).Select(column => $"\"{column}\""));

    /// <summary>Drops the temporary tables and types of a step.</summary>
    public const string CleanUp = """
        drop table if exists held; drop table if exists winners; drop table if exists verdict;
        drop table if exists step_files; drop type if exists step_file
        """;

    /// <summary>Ranks the landing files of the step by the bytes of their paths.</summary>
    public static string RankFiles(IReadOnlyList<string> paths) => $"""
        create temp table step_files as
        select path, row_number() over (order by path) - 1 as rank from (select unnest({Sql.Texts(paths)}) as path);
        create type step_file as enum (select path from step_files order by rank)
        """;

    /// <summary>Judges every record once and keeps the result.</summary>
    public static string Judge(string verdict) => $"""
        create temp table verdict as
        select *, (enum_code({TechnicalColumns.LandingPath})::bigint << {PositionBits})
          + {TechnicalColumns.LandingPosition} as _place
        from (
          select * replace ({TechnicalColumns.LandingPath}::step_file as {TechnicalColumns.LandingPath})
          from ({verdict}))
        """;

    /// <summary>Finds the least valid record of each key in its scope.</summary>
    public string Choose() => $"""
        create temp table winners as
        select {_scope}, min(_place) as _place, count(*) as _records
        from verdict where errors is null group by {_scope}
        """;

    /// <summary>The partitions that valid records fall into.</summary>
    public static string TouchedDates() =>
        $"select distinct {SilverDataset.EventDate}::varchar from verdict where errors is null order by 1";

    /// <summary>
    /// Finds the rows of Silver that have a key of the step, and which of them come later in landing order than the new
    /// record and so give way to it.
    /// </summary>
    /// <param name="silver">A relation of the Silver rows in question, with their file in <see cref="FileColumn"/>.</param>
    public string Hold(string silver) => $"""
        create temp table held as
        select w._place, h._payload_hash, h.{FileColumn}, h.landing_path, h.landing_position,
          f.path < h.landing_path
            or (f.path = h.landing_path and (w._place & {PositionMask}) < h.landing_position) as displaced
        from {silver} as h
        join winners as w using ({_scope})
        join step_files as f on f.rank = w._place >> {PositionBits}
        """;

    /// <summary>An empty <c>held</c>, where Silver has nothing that could match.</summary>
    public static string HoldNothing() => $"""
        create temp table held as
        select null::bigint as _place, null::bigint as _payload_hash, null::varchar as {FileColumn},
          null::varchar as landing_path, null::bigint as landing_position, null::boolean as displaced
        limit 0
        """;

    /// <summary>
    /// Counts: rejected records, valid records, rows of Silver displaced, and duplicates whose payload is not that of the
    /// row that is kept.
    /// </summary>
    public string Count() => $"""
        with contested as (
          select w.*, h.displaced, h._payload_hash as held_hash
          from winners as w left join held as h using (_place)
          where w._records > 1 or h._place is not null
        ),
        kept as (
          select {Prefixed("c")}, c.displaced, c.held_hash,
            case when c.displaced = false then c.held_hash else v.payload_hash end as kept_hash
          from contested as c join verdict as v using (_place)
        )
        select
          (select count(*) from verdict where errors is not null),
          (select count(*) from verdict where errors is null),
          (select count(*) from held where displaced),
          (select count(*) from verdict as v join kept as k using ({_scope})
            where v.errors is null and v.payload_hash <> k.kept_hash)
          + (select count(*) from kept where displaced and held_hash <> kept_hash)
        """;

    /// <summary>Takes those out of <c>winners</c> that an earlier row of Silver keeps out.</summary>
    public static string DropLosers() => "delete from winners where _place in (select _place from held where not displaced)";

    /// <summary>Counts the new rows of Silver, and those of them with undeclared members.</summary>
    public static string CountAccepted() => """
        select (select count(*) from winners),
          (select count(*) from (select _place from verdict where undeclared is not null) semi join winners using (_place))
        """;

    /// <summary>Counts records by error code.</summary>
    public static string CountErrors() => """
        select code, count(*) from (
          select unnest(list_distinct(list_transform(errors, lambda e: e.code))) as code
          from verdict where errors is not null)
        group by code order by code
        """;

    /// <summary>The new rows of Silver.</summary>
    public string SelectAccepted() => $"""
        select {string.Join(", ", dataset.Schema.Fields.Select(field => field.Name == TechnicalColumns.PayloadHash
            ? $"payload_hash as {TechnicalColumns.PayloadHash}"
            : Sql.Name(field.Name)))}
        from verdict semi join winners using (_place)
        """;

    /// <summary>The rejected records, in the columns of the quarantine table without its partition column.</summary>
    public string SelectRejected(string runId) => $"""
        select landing_path, landing_position, landed_at, {dataset.VersionColumn} as contract_version,
          payload, payload_bytes, errors, 'open' as status, {Sql.Text(runId)} as run_id
        from verdict where errors is not null
        """;

    /// <summary>The files of Silver that hold displaced rows, and how many.</summary>
    public static string DisplacedFiles() =>
        $"select {FileColumn}, count(*) from held where displaced group by 1 order by 1";

    /// <summary>The rows that stay, of the files that held displaced ones.</summary>
    public string SelectStaying(string silver) => $"""
        select {string.Join(", ", dataset.Schema.Fields.Select(field => Sql.Name(field.Name)))}
        from {silver} as s anti join (select * from held where displaced) as h using (landing_path, landing_position)
        """;

    private static string PositionMask => ((1L << PositionBits) - 1).ToString();

    private string Prefixed(string alias) =>
        string.Join(", ", ScopeColumns(dataset).Select(column => $"{alias}.{Sql.Name(column)}"));

    /// <summary>Columns that the records of one key are compared within.</summary>
    private static IEnumerable<string> ScopeColumns(SilverDataset dataset)
    {
        var keys = dataset.Contract.PrimaryKey.Select(field => field.Name);
        return dataset.Source.Scope == DeduplicationScope.Day ? keys.Prepend(SilverDataset.EventDate) : keys;
    }
}
