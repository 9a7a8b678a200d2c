using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Sql;

/// <summary>Writes what becomes of a contract's rules on records, without anything else of their verdict.</summary>
public static class RuleCompiler
{
    /// <summary>A select with <c>landing_position</c> and, for each rule in order, whether it holds; null where it cannot be evaluated.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="dialect">The engine's way to write it.</param>
    /// <param name="relation">SQL that can follow FROM and has <c>landing_position</c> and <c>payload</c>.</param>
    /// <param name="reader">Name of the function that reads a payload, as for <see cref="VerdictCompiler"/>.</param>
    public static string Compile(Contract contract, Dialect dialect, string relation, string reader)
    {
        var acceptance = new AcceptanceCompiler(dialect);
        var columns = contract.Shape.Columns.Select(column => dialect.Identifier(column.Name)).Select(name => $", _read.value.{name} AS {name}");
        var outcomes = contract.Rules.Select((rule, i) => $", {acceptance.Outcome(rule)} AS outcome_{i}");
        return $"""
            SELECT landing_position{string.Concat(outcomes)}
            FROM (
              SELECT landing_position{string.Concat(columns)}
              FROM (SELECT landing_position, {reader}(payload, NULL) AS _read FROM {relation}) AS _bronze
            ) AS _record
            """;
    }
}
