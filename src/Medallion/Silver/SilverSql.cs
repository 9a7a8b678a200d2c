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

    /// <summary>The valid records of contested keys: whether each lost, and whether its payload is another than that of the row that is kept.</summary>
    public const string Rivals = "rivals";

    /// <summary>A record's place.</summary>
    public const string Place = "_place";

    /// <summary>All that is kept in a step.</summary>
    public static readonly IReadOnlyList<string> Kept = [Rivals, Contested, Held, Winners, Verdict, Files];

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

    /// <summary>
    /// Finds the records of contested keys. Those lose that are no winners, and winners that an earlier row of Silver keeps out;
    /// a winner to which a row of Silver gives way stands for that row too.
    /// </summary>
    public string FindRivals() => $"""
        select _place, _place <> winner or coalesce(not displaced, false) as lost,
          coalesce(case when displaced and _place = winner then held_hash <> payload_hash
            when displaced = false then payload_hash <> held_hash
            else payload_hash <> winner_hash end, false) as differs
        from (
          select v._place, v.payload_hash, c._place as winner, c.displaced, c.held_hash,
            max(case when v._place = c._place then v.payload_hash end) over (partition by c._place) as winner_hash
          from verdict as v
          join contested as c on {string.Join(" and ", _keys.Select(key => $"v.{key} is not distinct from c.{key}"))}
          where v.errors is null) as r
        """;

    /// <summary>Finds the least valid record of each key in its scope.</summary>
    public string Choose() => $"""
        select {Scope}, min(_place) as _place, count(*) as _records
        from verdict where errors is null group by {Scope}
        """;

    /// <summary>The partitions that valid records fall into, with their numbers.</summary>
    public string CountValid() => $"""
        select cast({SilverDataset.EventDate} as {dialect.Words.Text}), count(*) from verdict where errors is null
        group by {SilverDataset.EventDate} order by 1
        """;

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
    /// Counts: rows of Silver displaced, duplicates whose payload is not that of the row that is kept, rivals that lost, winners,
    /// and new rows of Silver with undeclared members.
    /// </summary>
    public static string Count(string accepted) => $"""
        select
          (select count(*) from held where displaced),
          (select count(*) from rivals where differs),
          (select count(*) from rivals where lost),
          (select count(*) from winners),
          (select count(*) from {accepted} where undeclared is not null)
        """;

    /// <summary>Places of winners that an earlier row of Silver keeps out.</summary>
    public const string Losers = "select _place from held where not displaced";

    /// <summary>The new rows of Silver.</summary>
    public const string Unbeaten =
        "(select v.* from verdict as v anti join (select _place from rivals where lost) as r using (_place) where v.errors is null) as a";

    /// <summary>The new rows of Silver, where the <see cref="Losers"/> were removed from the winners.</summary>
    public const string Won = "(select v.* from verdict as v semi join winners using (_place)) as a";

    /// <summary>Counts records by error code.</summary>
    public static string CountErrors(StepDialect dialect, string verdict) => $"""
        select code, count(*) from (
          select {dialect.EachOnce(dialect.Members("errors", "code"))} as code from {verdict} where errors is not null)
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
