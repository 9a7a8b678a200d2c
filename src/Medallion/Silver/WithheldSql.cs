using System.Globalization;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Medallion.Parked;
using Lakehouse.Medallion.Quarantine;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;
using Lakehouse.Quality.Sql;

namespace Lakehouse.Medallion.Silver;

/// <summary>
/// The queries about records that other records keep out of Silver, over temporary tables beside those of
/// <see cref="SilverSql"/>: <c>withheld</c> (all that were kept out before the step), <c>decision</c> (all that are now),
/// <c>losers</c> (rows beaten by an earlier one), <c>back</c> (the withheld, with their places), <c>entering</c> and
/// <c>leaving</c> (what changes).
/// </summary>
internal sealed class WithheldSql(SilverDataset dataset)
{
    private const string Errors = "struct(code varchar, path varchar, message varchar)[]";
    private const string Waits = "struct(\"table\" varchar, \"key\" varchar)[]";
    private const string Place = "landing_path, landing_position";

    private const string NotUnique =
        $"list(struct_pack(code := '{RowCodes.NotUnique}', path := path, message := message) order by \"check\")";

    private readonly List<Reference> _references = [.. dataset.Source.References.Where(reference => reference.Withholds)];
    private readonly IReadOnlyList<TableCheck> _unique = dataset.Source.QuarantiningChecks;

    /// <summary>Drops the temporary tables of a step.</summary>
    public const string CleanUp = """
        drop table if exists withheld; drop table if exists decision; drop table if exists losers;
        drop table if exists back; drop table if exists destined; drop table if exists unchanged;
        drop table if exists entering; drop table if exists leaving; drop table if exists payloads
        """;

    /// <summary>Takes all records that are kept out by others; what else is in quarantine stays there.</summary>
    public static string Load(string quarantine, string parked) =>
        $"create temp table withheld as {Select(quarantine, parked)}";

    /// <summary>All records that are kept out by others.</summary>
    public static string Select(string quarantine, string parked) => $"""
        select {Place}, landed_at, payload, payload_bytes, 'quarantine' as place, errors::{Errors} as errors,
          null::{Waits} as waits_for
        from {quarantine}
        where status = 'open' and len(errors) > 0
          and list_has_all({Sql.Texts(RowCodes.OfOtherRecords)}, list_transform(errors, lambda e: e.code))
        union all
        select {Place}, landed_at, payload, null::blob, 'parked', null::{Errors}, waits_for::{Waits} from {parked}
        """;

    /// <summary>The records of Bronze and those that were withheld, as one relation.</summary>
    public static string Input(string bronze) => $"""
        (select {Place}, landed_at, payload, payload_bytes from {bronze}
        union all select {Place}, landed_at, payload, payload_bytes from withheld)
        """;

    /// <summary>The verdicts on the records of Bronze alone, those that were withheld left out.</summary>
    public const string Fresh = "(select v.* from verdict as v anti join withheld as w "
        + "on v.landing_path = w.landing_path and v.landing_position = w.landing_position)";

    /// <summary>The newest time of landing in the step, in microseconds.</summary>
    public const string NewestLanding = "select max(epoch_us(landed_at)) from verdict";

    /// <summary>Finds the valid records that refer to nothing, and what becomes of each.</summary>
    /// <param name="parents">A relation for each dataset referred to.</param>
    /// <param name="newestLanding">The newest time of landing of the dataset's records, in microseconds.</param>
    public string FindOrphans(Func<string, string> parents, long newestLanding)
    {
        if (_references.Count == 0)
        {
            return $"create temp table decision (_place bigint, destination varchar, errors {Errors}, waits_for {Waits})";
        }
        var missing = _references.Select((reference, i) => Missing(reference, i, parents(reference.Parent)));
        var rules = _references.Select((reference, i) => $"({i}, {Rule(reference)})");
        return $"""
            create temp table decision as
            with rules(reference, parks, park_for, park_at_most, parent, path, missing, expired, overflow) as (
              values {string.Join(",\n    ", rules)}
            ),
            missing as (
              {string.Join("\n  union all\n  ", missing)}
            ),
            waiting as (
              select _place, at_most, row_number() over (order by _place) as rank from (
                select _place, min(park_at_most) as at_most from missing join rules using (reference)
                group by _place having bool_and(parks and {newestLanding} - landed <= park_for))
            ),
            told as (
              select m._place, m.reference, m."key", r.*,
                row_number() over (partition by m._place, m.reference order by m."key") as number,
                case when not r.parks then '{RowCodes.ReferenceMissing}'
                  when {newestLanding} - m.landed > r.park_for then '{RowCodes.ReferenceExpired}'
                  when w.rank > w.at_most then '{RowCodes.ReferenceOverflow}'
                  else '{RowCodes.ReferenceMissing}' end as code
              from missing as m join rules as r using (reference) left join waiting as w using (_place)
            )
            select t._place,
              case when any_value(w.rank) <= any_value(w.at_most) then 'parked' else 'quarantine' end as destination,
              list(struct_pack(code := code, path := path, message := case code
                when '{RowCodes.ReferenceExpired}' then expired when '{RowCodes.ReferenceOverflow}' then overflow
                else missing end) order by t.reference) filter (where number = 1) as errors,
              list(struct_pack("table" := parent, "key" := t."key") order by t.reference, t.number) as waits_for
            from told as t left join waiting as w using (_place) group by t._place
            """;
    }

    /// <summary>Takes the orphans out of the valid records.</summary>
    public const string Refuse =
        "update verdict set errors = decision.errors from decision where decision._place = verdict._place";

    /// <summary>
    /// Finds the rows of Silver and the new winners that are not the first with a value that must be unique, and takes them
    /// out of <c>winners</c> and Silver.
    /// </summary>
    /// <param name="silver">A relation of all rows of Silver, with their file in <see cref="SilverSql.FileColumn"/>.</param>
    public string FindLosers(string silver)
    {
        var checks = _unique.Select((check, i) => $"({i}, {Sql.Text(check.Columns[0])}, {Sql.Text(Message(check))})");
        return $"""
            create temp table losers (_place bigint, landing_path varchar, landing_position bigint,
              {SilverSql.FileColumn} varchar, "check" bigint, path varchar, message varchar);
            {string.Concat(_unique.Select((check, i) => Losers(check, i, silver)))}
            update losers set path = c.path, message = c.message
            from (values {string.Join(", ", checks.DefaultIfEmpty("(0, '', '')"))}) as c("check", path, message)
            where c."check" = losers."check";
            insert into decision
            select _place, 'quarantine', {NotUnique}, null from losers where _place is not null group by _place;
            delete from winners where _place in (select _place from losers);
            insert into held by name
            select distinct {SilverSql.FileColumn}, {Place}, true as displaced from losers where _place is null
            """;
    }

    /// <summary>Counts the winners that lost, and the rows of Silver.</summary>
    public const string CountLosers = $"""
        select count(distinct _place), (select count(*) from (select distinct {Place} from losers where _place is null))
        from losers
        """;

    /// <summary>Finds what goes where, and what changes: a record that stays for the same reasons does not.</summary>
    /// <param name="input">The relation of all records judged.</param>
    public static string Settle(string input) => $"""
        create temp table back as
        select v._place, w.* from withheld as w join verdict as v
          on v.landing_path = w.landing_path and v.landing_position = w.landing_position;
        create temp table destined as
        select * from decision
        union all
        select _place, 'quarantine', errors, null from verdict anti join decision using (_place) where errors is not null;
        create temp table unchanged as
        select _place from destined as d join back as b using (_place)
        where d.destination = b.place and case b.place when 'parked' then d.waits_for is not distinct from b.waits_for
          else d.errors is not distinct from b.errors end;
        create temp table entering as select * from destined anti join unchanged using (_place);
        create temp table leaving as select place, {Place} from back anti join unchanged using (_place);
        create temp table payloads as
        select v._place, i.payload, i.payload_bytes
        from {input} as i
        join (select _place, landing_path::varchar as landing_path, landing_position
          from verdict semi join entering using (_place) semi join decision using (_place)) as v using ({Place})
        """;

    /// <summary>Counts what leaves quarantine, and what waits no more.</summary>
    public const string CountLeaving =
        "select count(*) filter (place = 'quarantine'), count(*) filter (place = 'parked') from leaving";

    /// <summary>Counts records that enter quarantine by error code.</summary>
    public const string CountErrors = $"""
        select code, count(*) from (
          select unnest(list_distinct(list_transform(errors, lambda e: e.code))) as code
          from entering where destination = 'quarantine'
          union all
          select '{RowCodes.NotUnique}' from (select distinct {Place} from losers where _place is null))
        group by code order by code
        """;

    /// <summary>The records that enter quarantine, in its columns.</summary>
    /// <param name="runId">The run.</param>
    /// <param name="bronze">All records of Bronze, for rows that leave Silver; null when none do.</param>
    public string SelectRejected(string runId, string? bronze)
    {
        var entering = $"""
            select v.landing_path::varchar as landing_path, v.landing_position, v.landed_at,
              {dataset.VersionColumn} as contract_version, coalesce(v.payload, p.payload) as payload,
              coalesce(v.payload_bytes, p.payload_bytes) as payload_bytes, e.errors, 'open' as status,
              {Sql.Text(runId)} as run_id
            from entering as e join verdict as v using (_place) left join payloads as p using (_place)
            where e.destination = 'quarantine'
            """;
        return bronze is null ? entering : $"""
            {entering}
            union all by name
            select b.landing_path, b.landing_position, b.landed_at, {Sql.Text(dataset.Contract.Version)} as contract_version,
              b.payload, b.payload_bytes, l.errors, 'open' as status, {Sql.Text(runId)} as run_id
            from {bronze} as b join (
              select {Place}, {NotUnique} as errors
              from losers where _place is null group by {Place}) as l using ({Place})
            """;
    }

    /// <summary>The records that wait from now on, in the columns of their table.</summary>
    public string SelectParked(string runId) => $"""
        select v.landing_path::varchar as landing_path, v.landing_position, v.landed_at,
          {dataset.VersionColumn} as contract_version, p.payload, e.waits_for, {Sql.Text(runId)} as run_id
        from entering as e join verdict as v using (_place) join payloads as p using (_place)
        where e.destination = 'parked'
        """;

    /// <summary>The files that hold leaving records, and how many.</summary>
    public static string LeavingFiles(string relation, string place) => $"""
        select {SilverSql.FileColumn}, count(*) from {relation} as r
        semi join (select * from leaving where place = '{place}') as l using ({Place}) group by 1 order by 1
        """;

    /// <summary>The rows that stay in such files.</summary>
    public static string SelectStaying(string relation, string place)
    {
        var (schema, partition) = place == TablePaths.Parked
            ? (ParkedTable.Schema, ParkedTable.PartitionColumn)
            : (QuarantineTable.Schema, QuarantineTable.PartitionColumn);
        var columns = schema.Fields.Where(field => field.Name != partition).Select(field => $"r.{Sql.Name(field.Name)}");
        return $"""
            select {string.Join(", ", columns)}
            from {relation} as r anti join (select * from leaving where place = '{place}') as l using ({Place})
            """;
    }

    private static string Rule(Reference reference)
    {
        var (parent, declared) = ($"silver.{reference.Parent}", reference.Declared);
        var missing = $"{parent} has no such {string.Join(", ", reference.To)}";
        var days = declared.ParkFor.ToString("c", CultureInfo.InvariantCulture);
        return string.Join(
            ", ",
            reference.OnMissing == OnMissing.Park ? "true" : "false",
            $"{declared.ParkFor.Ticks / TimeSpan.TicksPerMicrosecond}",
            $"{declared.ParkAtMost}",
            Sql.Text(parent),
            Sql.Text(string.Join(", ", reference.From)),
            Sql.Text(missing),
            Sql.Text($"{missing}, and none came within {days}"),
            Sql.Text($"{missing}, and {declared.ParkAtMost} records wait already"));
    }

    private static string Missing(Reference reference, int number, string parent)
    {
        var references = ReferenceSql.Of(reference, "verdict", "v");
        var key = reference.To.Zip(references.Columns, (to, our) => $"{Sql.Text(to)}, {our}");
        return $"""
            select distinct v._place, epoch_us(v.landed_at) as landed, {number} as reference,
                json_object({string.Join(", ", key)})::varchar as "key"
              from {references.Relation}
              where v.errors is null and {references.Missing(reference, parent)}
            """;
    }

    private static string Losers(TableCheck check, int number, string silver)
    {
        var columns = check.Columns.Select(Dialect.DuckDb.Path).ToList();
        var keys = string.Join(", ", columns.Select((_, i) => $"c{i}"));
        string Select(string alias) => string.Join(", ", columns.Select((column, i) => $"{alias}.{column} as c{i}"));
        return $"""
            insert into losers
            with fresh as (
              select v._place, v.landing_path::varchar as landing_path, v.landing_position,
                null::varchar as {SilverSql.FileColumn}, {Select("v")}
              from verdict as v semi join winners as w on w._place = v._place
              where {string.Join(" or ", columns.Select(column => $"v.{column} is not null"))}
            ),
            settled as (
              select null::bigint as _place, s.landing_path, s.landing_position, s.{SilverSql.FileColumn}, {Select("s")}
              from {silver} as s anti join (select * from held where displaced) as h
                on h.landing_path = s.landing_path and h.landing_position = s.landing_position
            )
            select _place, {Place}, {SilverSql.FileColumn}, {number}, null, null
            from (select * from fresh union all select s.* from settled as s semi join fresh as f
              on {string.Join(" and ", columns.Select((_, i) => $"s.c{i} is not distinct from f.c{i}"))})
            qualify row_number() over (partition by {keys} order by {Place}) > 1;

            """;
    }

    private static string Message(TableCheck check) =>
        $"an earlier record has the same {string.Join(", ", check.Columns)} ({check.Name})";
}
