using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Medallion.Tables;
using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// The queries about records that other records keep out of Silver, over rows that the engine keeps beside those of
/// <see cref="SilverSql"/>: <c>withheld</c> (all that were kept out before the step), <c>orphans</c> (valid records that refer to
/// nothing), <c>losers</c> (rows beaten by an earlier one), <c>back</c> (the withheld, with their places), <c>destined</c>
/// (all that are kept out now, and whether nothing changes for them), <c>payloads</c> (of those that are new to it).
/// </summary>
internal sealed class WithheldSql(SilverDataset dataset, IEngine engine)
{
    /// <summary>All records that were kept out before the step.</summary>
    public const string Withheld = "withheld";

    /// <summary>The valid records that refer to nothing, and what becomes of each.</summary>
    public const string Orphans = "orphans";

    /// <summary>Rows of Silver and new winners that are not the first with a value that must be unique.</summary>
    public const string Losers = "losers";

    /// <summary>The withheld records with their places.</summary>
    public const string Back = "back";

    /// <summary>What is kept out of Silver from now on, and where it goes.</summary>
    public const string Destined = "destined";

    /// <summary>What came of valid records that newly go elsewhere.</summary>
    public const string Payloads = "payloads";

    /// <summary>All that is kept in a step.</summary>
    public static readonly IReadOnlyList<string> Kept = [Payloads, Destined, Back, Losers, Orphans, Withheld];

    /// <summary>Places of the new winners that lost.</summary>
    public const string LosingPlaces = $"select _place from {Losers} where _place is not null";

    /// <summary>The rows of Silver that leave it: an earlier record has their key, or their unique value.</summary>
    public const string Displaced = $"""
        (select {SilverSql.FileColumn}, {Place} from held where displaced
        union all select distinct {SilverSql.FileColumn}, {Place} from {Losers} where _place is null)
        """;

    /// <summary>The verdicts on the records of Bronze alone, those that were withheld left out.</summary>
    public const string Fresh = $"(select v.* from verdict as v anti join {Withheld} as w "
        + "on v.landing_path = w.landing_path and v.landing_position = w.landing_position)";

    /// <summary>Counts the winners that lost, and the rows of Silver.</summary>
    public const string CountLosers = $"""
        select count(distinct _place), (select count(*) from (select distinct {Place} from {Losers} where _place is null))
        from {Losers}
        """;

    /// <summary>Counts what leaves quarantine, and what waits no more.</summary>
    public const string CountLeaving = $"""
        select count(case when place = '{TablePaths.Quarantine}' then 1 end), count(case when place = '{TablePaths.Parked}' then 1 end)
        from {Leaving}
        """;

    /// <summary>Finds the withheld records with their places.</summary>
    public const string FindBack = $"""
        select v._place, w.* from {Withheld} as w join verdict as v
          on v.landing_path = w.landing_path and v.landing_position = w.landing_position
        """;

    private const string Place = "landing_path, landing_position";
    private const string Entering = $"(select * from {Destined} where not stays)";
    private const string Leaving =
        $"(select place, {Place} from {Back} anti join (select _place from {Destined} where stays) as s using (_place))";

    private readonly StepDialect _dialect = StepDialect.Of(engine);
    private readonly string _errors = engine.TypeName(TypeOf(QuarantineTable.Schema, "errors"));
    private readonly string _waits = engine.TypeName(TypeOf(ParkedTable.Schema, "waits_for"));
    private readonly string _bytes = engine.TypeName(PrimitiveType.Binary);

    /// <summary>The newest time of landing in the step, in microseconds.</summary>
    public string NewestLanding => $"select max({_dialect.Microseconds("landed_at")}) from verdict";

    /// <summary>Finds all records that are kept out by others; what else is in quarantine stays there.</summary>
    public string Load(string quarantine, string parked)
    {
        var codes = string.Join(", ", RowCodes.OfOtherRecords.Select(_dialect.Words.Quote));
        return $"""
            select {Place}, landed_at, payload, payload_bytes, '{TablePaths.Quarantine}' as place,
              cast(errors as {_errors}) as errors, {Null(_waits)} as waits_for
            from {quarantine} as q
            where status = 'open' and {_dialect.Size("errors")} > 0
              and {_dialect.Size(_dialect.Filter("errors", $"e.code not in ({codes})"))} = 0
            union all
            select {Place}, landed_at, payload, {Null(_bytes)}, '{TablePaths.Parked}', {Null(_errors)},
              cast(waits_for as {_waits})
            from {parked} as p
            """;
    }

    /// <summary>The records of Bronze and those that were withheld, as one relation.</summary>
    public static string Input(string bronze) => $"""
        (select {Place}, landed_at, payload, payload_bytes from {bronze} as b
        union all select {Place}, landed_at, payload, payload_bytes from {Withheld})
        """;

    /// <summary>Finds the valid records that refer to nothing, and what becomes of each.</summary>
    /// <param name="parents">A relation for each dataset referred to.</param>
    /// <param name="newestLanding">The newest time of landing of the dataset's records, in microseconds.</param>
    public string FindOrphans(IReadOnlyDictionary<string, string> parents, long newestLanding) =>
        new OrphanSql(dataset, _dialect).Find(parents, newestLanding) is { } orphans
            ? $"select _place, destination, cast(errors as {_errors}) as errors, cast(waits_for as {_waits}) as waits_for from ({orphans}) as o"
            : $"""
                select {Null(_dialect.Words.Int64)} as _place, {Null(_dialect.Words.Text)} as destination,
                  {Null(_errors)} as errors, {Null(_waits)} as waits_for
                limit 0
                """;

    /// <summary>Finds the rows of Silver and the new winners that are not the first with a value that must be unique.</summary>
    /// <param name="silver">A relation of all rows of Silver, with their file in <see cref="SilverSql.FileColumn"/>.</param>
    public string FindLosers(string silver) => dataset.Source.QuarantiningChecks.Count == 0
        ? $"""
            select {Null(_dialect.Words.Int64)} as _place, {Null(_dialect.Words.Text)} as landing_path,
              {Null(_dialect.Words.Int64)} as landing_position, {Null(_dialect.Words.Text)} as {SilverSql.FileColumn},
              0 as number, '' as path, '' as message
            limit 0
            """
        : string.Join("\nunion all\n", dataset.Source.QuarantiningChecks.Select((check, i) => $"select * from ({LosersOf(check, i, silver)}) as l{i}"));

    /// <summary>Finds what goes where; a record that stays where it is for the same reasons is marked.</summary>
    public string Settle() => $"""
        select d.*, coalesce(d.destination = b.place and case b.place
            when '{TablePaths.Parked}' then d.waits_for is not distinct from b.waits_for
            else d.errors is not distinct from b.errors end, false) as stays
        from (
          select _place, destination, errors, waits_for, true as is_valid from {Orphans}
          union all
          select _place, '{TablePaths.Quarantine}', {NotUnique()}, {Null(_waits)}, true
          from {Losers} where _place is not null group by _place
          union all
          select v._place, '{TablePaths.Quarantine}', cast(v.errors as {_errors}), {Null(_waits)}, false
          from verdict as v anti join {Orphans} as o on o._place = v._place where v.errors is not null
        ) as d left join {Back} as b on b._place = d._place
        """;

    /// <summary>Finds what came of valid records that newly go elsewhere; verdicts hold that of the others.</summary>
    /// <param name="input">The relation of all records judged.</param>
    public string FindPayloads(string input) => $"""
        select v._place, i.payload, i.payload_bytes
        from {input} as i
        join (select v._place, cast(v.landing_path as {_dialect.Words.Text}) as landing_path, v.landing_position
          from verdict as v semi join (select _place from {Entering} as e where is_valid) as e on e._place = v._place) as v
        using ({Place})
        """;

    /// <summary>Counts records that enter quarantine by error code.</summary>
    public string CountErrors() => $"""
        select code, count(*) from (
          select {_dialect.EachOnce(_dialect.Members("errors", "code"))} as code
          from {Entering} as e where destination = '{TablePaths.Quarantine}'
          union all
          select '{RowCodes.NotUnique}' from (select distinct {Place} from {Losers} where _place is null) as l) as c
        group by code order by code
        """;

    /// <summary>The records that enter quarantine, in its columns.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="bronze">All records of Bronze, for rows that leave Silver; null when none do.</param>
    public string SelectRejected(string runId, string? bronze)
    {
        var entering = $"""
            select cast(v.landing_path as {_dialect.Words.Text}) as landing_path, v.landing_position, v.landed_at,
              {dataset.VersionColumn} as contract_version, coalesce(v.payload, p.payload) as payload,
              coalesce(v.payload_bytes, p.payload_bytes) as payload_bytes, e.errors, 'open' as status,
              {_dialect.Words.Quote(runId)} as {TechnicalColumns.RunId}
            from {Entering} as e join verdict as v on v._place = e._place left join {Payloads} as p on p._place = e._place
            where e.destination = '{TablePaths.Quarantine}'
            """;
        return bronze is null ? entering : $"""
            {entering}
            union all
            select b.landing_path, b.landing_position, b.landed_at, {_dialect.Words.Quote(dataset.Contract.Version)},
              b.payload, b.payload_bytes, l.errors, 'open', {_dialect.Words.Quote(runId)}
            from {bronze} as b join (
              select {Place}, {NotUnique()} as errors from {Losers} where _place is null group by {Place}) as l using ({Place})
            """;
    }

    /// <summary>The records that wait from now on, in the columns of their table.</summary>
    public string SelectParked(string runId) => $"""
        select cast(v.landing_path as {_dialect.Words.Text}) as landing_path, v.landing_position, v.landed_at,
          {dataset.VersionColumn} as contract_version, p.payload, e.waits_for, {_dialect.Words.Quote(runId)} as {TechnicalColumns.RunId}
        from {Entering} as e join verdict as v on v._place = e._place join {Payloads} as p on p._place = e._place
        where e.destination = '{TablePaths.Parked}'
        """;

    /// <summary>The files that hold leaving records, and how many.</summary>
    public static string LeavingFiles(string relation, string place) => $"""
        select {SilverSql.FileColumn}, count(*) from {relation} as r
        semi join (select * from {Leaving} as g where place = '{place}') as l using ({Place}) group by 1 order by 1
        """;

    /// <summary>The rows that stay in such files.</summary>
    public string SelectStaying(string relation, string place)
    {
        var (schema, partition) = place == TablePaths.Parked
            ? (ParkedTable.Schema, ParkedTable.PartitionColumn)
            : (QuarantineTable.Schema, QuarantineTable.PartitionColumn);
        var columns = schema.Fields.Where(field => field.Name != partition).Select(field => $"r.{_dialect.Words.Identifier(field.Name)}");
        return $"""
            select {string.Join(", ", columns)}
            from {relation} as r anti join (select * from {Leaving} as g where place = '{place}') as l using ({Place})
            """;
    }

    private string LosersOf(TableCheck check, int number, string silver)
    {
        var columns = check.Columns.Select(_dialect.Words.Path).ToList();
        var keys = string.Join(", ", columns.Select((_, i) => $"c{i}"));
        string Select(string alias) => string.Join(", ", columns.Select((column, i) => $"{alias}.{column} as c{i}"));
        return $"""
            with fresh as (
              select v._place, cast(v.landing_path as {_dialect.Words.Text}) as landing_path, v.landing_position,
                {Null(_dialect.Words.Text)} as {SilverSql.FileColumn}, {Select("v")}
              from verdict as v semi join winners as w on w._place = v._place
              where {string.Join(" or ", columns.Select(column => $"v.{column} is not null"))}
            ),
            settled as (
              select {Null(_dialect.Words.Int64)} as _place, s.landing_path, s.landing_position, s.{SilverSql.FileColumn}, {Select("s")}
              from {silver} as s anti join (select * from held where displaced) as h
                on h.landing_path = s.landing_path and h.landing_position = s.landing_position
            ),
            ordered as (
              select *, row_number() over (partition by {keys} order by {Place}) as nth
              from (select * from fresh union all select s.* from settled as s semi join fresh as f
                on {string.Join(" and ", columns.Select((_, i) => $"s.c{i} is not distinct from f.c{i}"))}) as r
            )
            select _place, {Place}, {SilverSql.FileColumn}, {number} as number, {_dialect.Words.Quote(check.Columns[0])} as path,
              {_dialect.Words.Quote($"an earlier record has the same {string.Join(", ", check.Columns)} ({check.Name})")} as message
            from ordered where nth > 1
            """;
    }

    private string NotUnique() => $"cast({_dialect.Ordered(
        [("code", $"'{RowCodes.NotUnique}'"), ("path", "path"), ("message", "message")], by: "number")} as {_errors})";

    private static string Null(string type) => $"cast(null as {type})";

    private static DataType TypeOf(StructType schema, string column) => schema.Fields.Single(field => field.Name == column).Type;
}
