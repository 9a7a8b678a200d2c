using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Quality.Checks;

namespace Lakehouse.Medallion.Silver;

/// <summary>How DuckDB reads the rules of a contract.</summary>
internal static class RuleTrees
{
    /// <summary>The parse tree of each rule's select.</summary>
    public static async Task<IReadOnlyDictionary<RuleCheck, string>> ReadAsync(
        DuckDbEngine engine, IReadOnlyList<RuleCheck> rules, CancellationToken cancellationToken)
    {
        if (rules.Count == 0)
        {
            return new Dictionary<RuleCheck, string>();
        }
        var serialized = rules.Select(rule => $"json_serialize_sql({Sql.Text(SparkVerdict.SelectOf(rule))})");
        var trees = await engine.QueryAsync(
            $"select unnest([{string.Join(", ", serialized)}])", row => row.GetString(0), cancellationToken).ConfigureAwait(false);
        return rules.Zip(trees).ToDictionary(pair => pair.First, pair => pair.Second);
    }
}
