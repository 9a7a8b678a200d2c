using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Quality.Sql;

/// <summary>
/// Writes the verdict of Spark 4 on those records that it can judge at a glance: they are accepted, and all parsers read them
/// alike. The others are told by their place and payload, for <see cref="VerdictCompiler"/> to judge.
/// </summary>
public static class PlainVerdictCompiler
{
    /// <summary>The column that is true for accepted records and false for those that are to be judged elsewhere.</summary>
    public const string Flag = "_plain";

    /// <summary>
    /// Whether there is such a verdict: no record of several versions, no keywords of a JSON Schema that no column holds, names
    /// that Spark tells apart, and patterns that it reads alike.
    /// </summary>
    /// <param name="contract">What records must satisfy.</param>
    /// <param name="source">As for <see cref="VerdictCompiler"/>.</param>
    public static bool CanCompile(Contract contract, Source? source)
    {
        ArgumentNullException.ThrowIfNull(contract);
        return source?.Versions is null && contract.Remainder is null && PlainRecordPattern.Exists(contract.Shape)
            && contract.Shape.All.SelectMany(field => field.Checks).OfType<PatternCheck>()
                .All(check => SparkPattern.Translate(check.Pattern) is not null);
    }

    /// <summary>
    /// The select, in ANSI mode, in a session whose time zone is UTC. Its columns: <c>landing_path</c>,
    /// <c>landing_position</c>, <c>landed_at</c>, <c>payload_hash</c>, the columns of the contract, <c>event_date</c> and
    /// <see cref="Flag"/>; where that is false, <c>payload</c> and <c>payload_bytes</c> are set and the values mean nothing.
    /// </summary>
    /// <param name="contract">What records must satisfy; <see cref="CanCompile"/>.</param>
    /// <param name="source">As for <see cref="VerdictCompiler"/>.</param>
    /// <param name="relation">SQL without an alias that can follow FROM and has the columns of a Bronze table.</param>
    /// <param name="rules">Each rule of the contract as a condition of Spark that cannot fail.</param>
    public static string Compile(
        Contract contract, Source? source, string relation, IReadOnlyDictionary<RuleCheck, string> rules)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var dialect = Dialect.Spark;
        var reader = new SparkRecordReader(contract.Shape);
        var columns = contract.Shape.Columns.Select(column => dialect.Identifier(column.Name)).ToList();
        var values = contract.Shape.Columns.Select(column => $"{reader.Value(column)} AS {dialect.Identifier(column.Name)}");
        var accepted = new AcceptanceCompiler(dialect, rules).Compile(contract, source, "_faults");
        var eventDate = source is null
            ? $"CAST(NULL AS {dialect.Date})"
            : Dialect.Fill(dialect.UtcDate, dialect.Path(source.EventTime.Path));
        return $"""
            SELECT landing_path, landing_position, landed_at, CASE WHEN {Flag} THEN xxhash64(_payload) END AS payload_hash,
              {string.Join(",\n  ", columns)},
              {eventDate} AS event_date,
              CASE WHEN NOT {Flag} THEN _payload END AS payload, CASE WHEN NOT {Flag} THEN _payload_bytes END AS payload_bytes, {Flag}
            FROM (
              SELECT *, {accepted} AS {Flag}
              FROM (
                SELECT landing_path, landing_position, landed_at, _payload, _payload_bytes, {string.Join(", ", columns)},
                  CASE WHEN {reader.IsRead} THEN NULL ELSE true END AS _faults
                FROM (
                  SELECT landing_path, landing_position, landed_at, payload AS _payload, payload_bytes AS _payload_bytes, _json,
                    {string.Join(",\n        ", values)}
                  FROM {reader.Around(relation)}
                ) AS _record
              ) AS _read
            ) AS _judged
            """;
    }
}
