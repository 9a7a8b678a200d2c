using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes the verdict on records of several versions of a contract as one select over one scan: each record is judged by the
/// version that it names, brought to the current one, and judged by that.
/// </summary>
/// <remarks>
/// The reader says which version it read. A group of layers for each older version shows its columns, judges and upcasts
/// its records and leaves the others alone; what a record of it has then are the columns of the current version.
/// </remarks>
public static class VersionedVerdictCompiler
{
    private const string Base = "landing_path, landing_position, landed_at, _payload, _payload_bytes, _faults, undeclared, "
        + "payload_hash, _version";

    /// <summary>
    /// The select. Its columns are those of <see cref="VerdictCompiler"/>, and <c>_contract_version</c>: the version that
    /// judged the record, the current one when none could.
    /// </summary>
    /// <param name="contract">The current version.</param>
    /// <param name="versions">The others.</param>
    /// <param name="source">As for <see cref="VerdictCompiler"/>.</param>
    /// <param name="dialect">The engine's way to write it.</param>
    /// <param name="relation">SQL without an alias that can follow FROM and has the columns of a Bronze table.</param>
    /// <param name="reader">
    /// Name of the function of <c>payload</c> and <c>payload_bytes</c> that gives a struct of <c>value</c> (a struct of
    /// <c>v0</c> for the current version, <c>v1</c> and so on for the others), <c>faults</c>, <c>undeclared</c>,
    /// <c>payload_hash</c> and <c>version</c>.
    /// </param>
    /// <param name="judges">
    /// Names of functions as for <see cref="VerdictCompiler"/>: of the current version, then of the others; null for versions
    /// without a <see cref="Contract.Remainder"/>. What the current one leaves over is asked of its own records only.
    /// </param>
    public static string Compile(
        Contract contract, RecordVersions versions, Source? source, Dialect dialect, string relation, string reader,
        IReadOnlyList<string?> judges)
    {
        var errors = new ErrorListCompiler(dialect);
        var columns = contract.Shape.Columns.Select(c => dialect.Identifier(c.Name)).ToList();
        var layers = Read(dialect, relation, reader, judges);
        for (var i = 0; i < versions.Older.Count; i++)
        {
            layers = Older(versions, i + 1, source, dialect, layers, judges);
        }
        var rows = versions.Older.Select((_, i) => $"_row{i + 1}");
        var accepted = new AcceptanceCompiler(dialect).Compile(contract, source, "_faults");
        var version = Case(
            versions.Older.Select((older, i) => (i + 1, dialect.Quote(older.Contract.Version))), dialect.Quote(contract.Version));
        var brought = columns.Select(c => $"{Case(rows.Select((row, i) => (i + 1, $"{row}.{c}")), $"_v0.{c}")} AS {c}");
        var eventDate = source is null
            ? $"CAST(NULL AS {dialect.Date})"
            : Dialect.Fill(dialect.UtcDate, dialect.Path(source.EventTime.Path));
        return $"""
            SELECT landing_path, landing_position, landed_at, payload_hash, undeclared,
              {string.Join(",\n  ", columns)},
              {eventDate} AS event_date,
              CASE WHEN NOT _accepted THEN coalesce(_told, {After(versions, dialect, errors.InOrder("_errors", "_faults"))}) END AS errors,
              CASE WHEN NOT _accepted THEN _payload END AS payload,
              CASE WHEN NOT _accepted THEN _payload_bytes END AS payload_bytes,
              coalesce(_stray, _strays) AS _strays,
              {version} AS _contract_version
            FROM (
              SELECT *, CASE WHEN NOT _accepted AND _told IS NULL THEN {errors.Compile(contract, source, "_faults")} END AS _errors,
                CASE WHEN NOT _accepted AND _told IS NULL THEN {new StrayValueCompiler(dialect).Compile(contract)} END AS _strays
              FROM (
                SELECT *, CASE WHEN _told IS NOT NULL THEN FALSE ELSE {accepted} END AS _accepted
                FROM (
                  SELECT {Base}, _told, _stray,{(judges[0] is null ? "" : " _j0 AS _judge,")}
                    {string.Join(",\n        ", brought)}
                  FROM ({layers}) AS _brought
                ) AS _current
              ) AS _judged
            ) AS _listed
            """;
    }

    // What was refused unread has no errors but the reader's.
    private static string Read(Dialect dialect, string relation, string reader, IReadOnlyList<string?> judges)
    {
        var told = Dialect.Fill(
            dialect.ListTransform, "_read.faults", Dialect.Fill(dialect.Lambda, "_f", Error(dialect, "_f", "_f.message")));
        var stray = new StrayValueCompiler(dialect).None;
        var values = judges.Select((judge, i) => $"_read.value.v{i} AS _v{i}"
            + (judge is null ? "" : $", CASE WHEN _read.version = {i} THEN {judge}(_payload) END AS _j{i}"));
        return $"""
            SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes, _read.faults AS _faults,
              _read.undeclared AS undeclared, _read.payload_hash AS payload_hash, _read.version AS _version,
              CASE WHEN _read.version < 0 THEN {told} END AS _told, {stray} AS _stray,
              {string.Join(", ", values)}
            FROM (
              SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes,
                {reader}(payload, payload_bytes) AS _read
              FROM {relation}
            ) AS _bronze
            """;
    }

    private static string Older(
        RecordVersions versions, int number, Source? source, Dialect dialect, string layers, IReadOnlyList<string?> judges)
    {
        var contract = versions.Older[number - 1].Contract;
        var upcast = new UpcastCompiler(dialect, versions.Older[number - 1]);
        var own = source is null ? null : source with { Contract = contract, Lateness = null };
        var errors = new ErrorListCompiler(dialect);
        var accepted = new AcceptanceCompiler(dialect).Compile(contract, own, "_faults");
        var shown = contract.Shape.Columns.Select(c => dialect.Identifier(c.Name)).Select(c => $"_v{number}.{c} AS {c}")
            .Concat(judges[number] is null ? [] : [$"_j{number} AS _judge"]);
        var steps = upcast.Steps().Select((step, i) => $",\n  CASE WHEN _good THEN {step} END AS _s{i}");
        var carried = string.Concat(Enumerable.Range(0, versions.Older.Count + 1).Where(i => i != number).Select(i => i < number && i > 0
            ? $", _row{i}" : $", _v{i}" + (judges[i] is null ? "" : $", _j{i}")));
        var failed = upcast.Errors() is { } failures ? $",\n      CASE WHEN _good THEN {failures} END AS _failed" : "";
        var hasFailed = failed.Length == 0 ? "FALSE" : $"{Dialect.Fill(dialect.ListSize, "_failed")} > 0";
        var ownErrors = $"WHEN NOT _good THEN {errors.InOrder("_errors", "_faults")}";
        return $"""
            SELECT {Base}{carried},
              CASE {ownErrors}{(failed.Length == 0 ? "" : $" WHEN {hasFailed} THEN _failed")} ELSE _told END AS _told,
              coalesce(_strays, _stray) AS _stray,
              CASE WHEN _good AND NOT ({hasFailed}) THEN {upcast.Row()} END AS _row{number}
            FROM (
              SELECT *{failed}
              FROM (
                SELECT *, CASE WHEN NOT _good THEN {errors.Compile(contract, own, "_faults")} END AS _errors,
                  CASE WHEN NOT _good THEN {new StrayValueCompiler(dialect).Compile(contract)} END AS _strays{string.Concat(steps)}
                FROM (
                  SELECT *, CASE WHEN _version = {number} THEN {accepted} END AS _good
                  FROM (SELECT *, {string.Join(", ", shown)} FROM ({layers}) AS _layers{number}) AS _shown{number}
                ) AS _judged{number}
              ) AS _stepped{number}
            ) AS _upcast{number}
            """;
    }

    // Whose producer wrote another version has to know that the current one was asked too.
    private static string After(RecordVersions versions, Dialect dialect, string errors)
    {
        if (versions.Older.Count == 0)
        {
            return errors;
        }
        var from = Case(versions.Older.Select((older, i) =>
            (i + 1, dialect.Quote($" (after the upcast from version {older.Contract.Version})"))), "''");
        return Dialect.Fill(dialect.ListTransform, errors,
            Dialect.Fill(dialect.Lambda, "_a", Error(dialect, "_a", $"_a.message || {from}")));
    }

    private static string Error(Dialect dialect, string error, string message) => Dialect.Fill(dialect.Struct, string.Join(", ",
        Dialect.Fill(dialect.StructMember, "code", $"{error}.code"), Dialect.Fill(dialect.StructMember, "path", $"{error}.path"),
        Dialect.Fill(dialect.StructMember, "message", message)));

    private static string Case(IEnumerable<(int Version, string Value)> older, string current)
    {
        var cases = string.Concat(older.Select(one => $"WHEN {one.Version} THEN {one.Value} "));
        return cases.Length == 0 ? current : $"CASE _version {cases}ELSE {current} END";
    }
}
