using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// The queries of one step, over rows that the engine keeps: <c>step_files</c> (landing files by rank), <c>verdict</c> (every
/// record, judged), <c>winners</c> (the least valid record of each key), <c>held</c> (rows of Silver with one of these
/// keys).
/// </summary>
/// <remarks>
/// A record's place in landing order is one number within the step: the rank of its landing file, then its position.
/// </remarks>
internal sealed class SilverSql(SilverDataset dataset, StepDialect dialect)
{
    /// <summary>Column that tells which file a row of Silver stands in.</summary>
    public const string FileColumn = "_file";

    /// <summary>The landing files of the step, by rank.</summary>
    public const string Files = "step_files";

    /// <summary>Every record, judged.</summary>
    public const string Verdict = "verdict";

    /// <summary>The least valid record of each key.</summary>
    public const string Winners = "winners";

    /// <summary>Rows of Silver with one of these keys.</summary>
    public const string Held = "held";

    /// <summary>Winners of keys that more than one record, or a row of Silver, has.</summary>
    public const string Contested = "contested";

    /// <summary>Places of valid records that others keep out of Silver.</summary>
    public const string Beaten = "beaten";

    /// <summary>A record's place.</summary>
    public const string Place = "_place";

    /// <summary>All that is kept in a step.</summary>
    public static readonly IReadOnlyList<string> Kept = [Beaten, Contested, Held, Winners, Verdict, Files];

    private const int PositionBits = StepDialect.PositionBits;

    private readonly IReadOnlyList<string> _keys = [.. ScopeColumns(dataset).Select(dialect.Words.Identifier)];

    /// <summary>Ranks the landing files of the step by the bytes of their paths.</summary>
    public string RankFiles(IReadOnlyList<string> paths) =>
        $"select path, cast(row_number() over (order by path) - 1 as bigint) as rank from ({dialect.Paths(paths)})";

    /// <summary>Finds the winners that are not alone.</summary>
    public static string Contest() => """
        select w.*, h.displaced, h._payload_hash as held_hash
        from winners as w left join held as h using (_place)
        where w._records > 1 or h._place is not null
        """;

    /// <summary>Finds the valid records that are no winners, and the winners that an earlier row of Silver keeps out.</summary>
    public string Beat() => $"""
        select v._place from verdict as v
        join contested as c on {string.Join(" and ", _keys.Select(key => $"v.{key} is not distinct from c.{key}"))}
        where v.errors is null and (v._place <> c._place or c.displaced = false)
        """;

    /// <summary>Finds the least valid record of each key in its scope.</summary>
    public string Choose() => $"""
        select {Scope}, min(_place) as _place, count(*) as _records
        from verdict where errors is null group by {Scope}
        """;

    /// <summary>The partitions that valid records fall into.</summary>
    public string TouchedDates() =>
        $"select distinct cast({SilverDataset.EventDate} as {dialect.Words.Text}) from verdict where errors is null order by 1";

    /// <summary>
    /// Finds the rows of Silver that have a key of the step, and which of them come later in landing order than the new
    /// record and so give way to it.
    /// </summary>
    /// <param name="silver">A relation of the Silver rows in question, with their file in <see cref="FileColumn"/>.</param>
    public string Hold(string silver) => $"""
        select w._place, h._payload_hash, h.{FileColumn}, h.landing_path, h.landing_position,
          f.path < h.landing_path
            or (f.path = h.landing_path and (w._place & {PositionMask}) < h.landing_position) as displaced
        from {silver} as h
        join winners as w using ({Scope})
        join step_files as f on f.rank = w._place >> {PositionBits}
        """;

    /// <summary>An empty <c>held</c>, where Silver has nothing that could match.</summary>
    public string HoldNothing() => $"""
        select {Null(dialect.Words.Int64)} as _place, {Null(dialect.Words.Int64)} as _payload_hash,
          {Null(dialect.Words.Text)} as {FileColumn}, {Null(dialect.Words.Text)} as landing_path,
          {Null(dialect.Words.Int64)} as landing_position, {Null(dialect.Words.Boolean)} as displaced
        limit 0
        """;

    /// <summary>
    /// Counts: rejected records, valid records, rows of Silver displaced, and duplicates whose payload is not that of the
    /// row that is kept.
    /// </summary>
    public string Count() => $"""
        with kept as (
          select {string.Join(", ", _keys.Select(key => $"c.{key}"))}, c.displaced, c.held_hash,
            case when c.displaced = false then c.held_hash else v.payload_hash end as kept_hash
          from contested as c join verdict as v using (_place)
        )
        select
          (select count(*) from verdict where errors is not null),
          (select count(*) from verdict where errors is null),
          (select count(*) from held where displaced),
          (select count(*) from verdict as v join kept as k using ({Scope})
            where v.errors is null and v.payload_hash <> k.kept_hash)
          + (select count(*) from kept where displaced and held_hash <> kept_hash)
        """;

    /// <summary>Places of winners that an earlier row of Silver keeps out.</summary>
    public const string Losers = "select _place from held where not displaced";

    /// <summary>The new rows of Silver, where <see cref="Beaten"/> is kept.</summary>
    public const string Unbeaten = "verdict anti join beaten using (_place) where errors is null";

    /// <summary>The new rows of Silver, where the <see cref="Losers"/> were removed from the winners.</summary>
    public const string Won = "verdict semi join winners using (_place)";

    /// <summary>Counts the new rows of Silver, and those of them with undeclared members.</summary>
    public static string CountAccepted(string accepted) => $"select count(*), count(undeclared) from {accepted}";

    /// <summary>Counts records by error code.</summary>
    public string CountErrors() => $"""
        select code, count(*) from (
          select {dialect.EachOnce(dialect.Members("errors", "code"))} as code from verdict where errors is not null)
        group by code order by code
        """;

    /// <summary>The new rows of Silver.</summary>
    public string SelectAccepted(string accepted) => $"""
        select {string.Join(", ", dataset.Schema.Fields.Select(field => field.Name == TechnicalColumns.PayloadHash
            ? $"payload_hash as {TechnicalColumns.PayloadHash}"
            : dialect.Words.Identifier(field.Name)))}
        from {accepted}
        """;

    /// <summary>The rejected records, in the columns of the quarantine table without its partition column.</summary>
    public string SelectRejected(string runId) => $"""
        select landing_path, landing_position, landed_at, {dataset.VersionColumn} as contract_version,
          payload, payload_bytes, errors, 'open' as status, {dialect.Words.Quote(runId)} as run_id
        from verdict where errors is not null
        """;

    /// <summary>The rows of Silver that give way to an earlier record.</summary>
    public const string Displaced = "(select * from held where displaced)";

    /// <summary>The files of Silver that hold displaced rows, and how many.</summary>
    public static string DisplacedFiles(string displaced) =>
        $"select {FileColumn}, count(*) from {displaced} as h group by 1 order by 1";

    /// <summary>The rows that stay, of the files that held displaced ones.</summary>
    public string SelectStaying(string silver, string displaced) => $"""
        select {string.Join(", ", dataset.Schema.Fields.Select(field => dialect.Words.Identifier(field.Name)))}
        from {silver} as s anti join {displaced} as h using (landing_path, landing_position)
        """;

    private string Scope => string.Join(", ", _keys);

    private static string PositionMask => ((1L << PositionBits) - 1).ToString();

    private static string Null(string type) => $"cast(null as {type})";

    /// <summary>Columns that the records of one key are compared within.</summary>
    private static IEnumerable<string> ScopeColumns(SilverDataset dataset)
    {
        var keys = dataset.Contract.PrimaryKey.Select(field => field.Name);
        return dataset.Source.Scope == DeduplicationScope.Day ? keys.Prepend(SilverDataset.EventDate) : keys;
    }
}
