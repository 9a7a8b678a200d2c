using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes the verdict on the records of a source as one select over a Bronze relation.</summary>
/// <remarks>
/// Layers, so that nothing is evaluated twice: the reader once per record, then one short condition for all records,
/// then the errors of those that do not satisfy it, then their order.
/// </remarks>
public static class VerdictCompiler
{
    /// <summary>
    /// The select. Its columns: <c>landing_path</c>, <c>landing_position</c>, <c>landed_at</c>, <c>payload_hash</c>,
    /// <c>undeclared</c>, the columns of the contract, <c>event_date</c>, <c>errors</c> (a list of structs of
    /// <c>code</c>, <c>path</c>, <c>message</c>; null when accepted), <c>payload</c> and <c>payload_bytes</c> (null
    /// when accepted), <c>_strays</c> (a list of structs of <c>path</c> and <c>value</c>: values that are none of those
    /// listed).
    /// </summary>
    /// <param name="contract">What records must satisfy.</param>
    /// <param name="source">
    /// Which timestamp is the event time, and what is late; null where records are judged by themselves: then
    /// <c>event_date</c> is null.
    /// </param>
    /// <param name="dialect">The engine's way to write it.</param>
    /// <param name="relation">SQL without an alias that can follow FROM and has the columns of a Bronze table.</param>
    /// <param name="reader">
    /// Name of the function of <c>payload</c> and <c>payload_bytes</c> that gives a struct of <c>value</c>,
    /// <c>faults</c>, <c>undeclared</c> and <c>payload_hash</c>.
    /// </param>
    /// <param name="judge">
    /// Name of the function of <c>payload</c> that gives a list of structs of <c>code</c>, <c>path</c> and <c>message</c>, or
    /// null: the errors by the contract's <see cref="Contract.Remainder"/>. Null where it has none.
    /// </param>
    public static string Compile(
        Contract contract, Source? source, Dialect dialect, string relation, string reader, string? judge = null)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(judge is null, contract.Remainder is null);
        var judging = judge is null ? "" : $", {judge}(payload) AS _judge";
        var judged = judge is null ? "" : ", _judge";
        var columns = contract.Shape.Columns.Select(c => dialect.Identifier(c.Name)).ToList();
        var values = columns.Select(c => $"_read.value.{c} AS {c}");
        var accepted = new AcceptanceCompiler(dialect).Compile(contract, source, "_faults");
        var errors = new ErrorListCompiler(dialect);
        var eventDate = source is null
            ? $"CAST(NULL AS {dialect.Date})"
            : Dialect.Fill(dialect.UtcDate, dialect.Path(source.EventTime.Path));
        return $"""
            SELECT landing_path, landing_position, landed_at, payload_hash, undeclared,
              {string.Join(",\n  ", columns)},
              {eventDate} AS event_date,
              CASE WHEN NOT _accepted THEN {errors.InOrder("_errors", "_faults")} END AS errors,
              CASE WHEN NOT _accepted THEN _payload END AS payload,
              CASE WHEN NOT _accepted THEN _payload_bytes END AS payload_bytes,
              _strays
            FROM (
              SELECT *, CASE WHEN NOT _accepted THEN {errors.Compile(contract, source, "_faults")} END AS _errors,
                CASE WHEN NOT _accepted THEN {new StrayValueCompiler(dialect).Compile(contract)} END AS _strays
              FROM (
                SELECT *, {accepted} AS _accepted
                FROM (
                  SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes{judged},
                    _read.faults AS _faults, _read.undeclared AS undeclared, _read.payload_hash AS payload_hash,
                    {string.Join(",\n        ", values)}
                  FROM (
                    SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes,
                      {reader}(payload, payload_bytes) AS _read{judging}
                    FROM {relation}
                  ) AS _bronze
                ) AS _record
              ) AS _judged
            ) AS _told
            """;
    }
}
