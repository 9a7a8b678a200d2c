using Lakehouse.Delta.Schemas;
using Lakehouse.Medallion.Gold.Queries;
using Xunit;

namespace Lakehouse.Medallion.Tests.Gold.Queries;

/// <summary>
/// A proof says: filtering the traced inputs and then computing gives, within the chosen partitions, what computing and then
/// filtering gives. DuckDB is asked whether that is true.
/// </summary>
public sealed class PartitionProofTests(DuckDbSession session) : IClassFixture<DuckDbSession>
{
    private const int Queries = 40;

    private static readonly StructType Events = new([
        new("event_date", PrimitiveType.Date), new("id", PrimitiveType.Integer), new("v", PrimitiveType.Long)]);

    private static readonly Dictionary<string, InputTable> Inputs = new()
    {
        ["silver.x"] = new(Events, ["event_date"]),
        ["silver.y"] = new(Events, ["event_date"]),
        ["silver.wide_x"] = new(Events, ["id", "event_date"]),
        ["silver.days"] = new(new([
            new("day", PrimitiveType.Date), new("id", PrimitiveType.Integer), new("v", PrimitiveType.Long)]), []),
    };

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void A_proof_holds_on_random_data(int seed)
    {
        var random = new Random(seed);
        var proofs = 0;
        for (var i = 0; i < Queries; i++)
        {
            var sql = new RandomQuery(random).Next(1 + (i % 5 / 2));
            if (session.Parse(sql).Trace(["event_date"], Inputs.GetValueOrDefault) is ProvablePartitions proof)
            {
                proofs++;
                for (var data = 0; data < 4; data++)
                {
                    Check(sql, proof, random);
                }
            }
        }
        Assert.InRange(proofs, Queries / 6, Queries);
    }

    private void Check(string sql, ProvablePartitions proof, Random random)
    {
        session.Run("create schema if not exists raw; create schema if not exists silver; "
            + string.Join("; ", Inputs.Keys.Select(table => Fill(table, random))));
        var chosen = $"{proof.Column} in ({string.Join(", ", Dates.Where(_ => random.Next(2) == 0).Append("date '2000-01-01'"))})"
            + (random.Next(3) == 0 ? $" or {proof.Column} is null" : "");
        var whole = Compute(sql, chosen);
        session.Run(string.Join("; ", proof.Traced.Select(pair =>
            $"create or replace view {pair.Key} as from {Raw(pair.Key)} where {chosen.Replace(proof.Column, pair.Value, StringComparison.Ordinal)}")));
        var restricted = Compute(sql, chosen);
        Assert.True(whole.SequenceEqual(restricted), $"""
            {sql}
            traced {string.Join(", ", proof.Traced)}, whole {string.Join(", ", proof.WholeInputs)}, where {chosen}
            computed, then filtered:
            {string.Join('\n', whole)}
            filtered, then computed:
            {string.Join('\n', restricted)}
            """);
    }

    private static string[] Dates => ["date '2024-01-01'", "date '2024-01-02'", "date '2024-01-03'"];

    private List<string> Compute(string sql, string chosen) =>
        [.. session.Rows($"select * from ({sql}) product where {chosen}").Order(StringComparer.Ordinal)];

    private static string Raw(string table) => table.Replace("silver.", "raw.", StringComparison.Ordinal);

    private static string Fill(string table, Random random)
    {
        var names = Inputs[table].Schema.Fields.Select(field => field.Name).ToList();
        var rows = Enumerable.Range(0, random.Next(9)).Select(_ =>
            $"({Pick([.. Dates, "null"])}, {Pick(["0", "1", "2", "null"])}, {Pick(["0", "1", "2", "3", "null"])})");
        return $"create or replace table {Raw(table)} as select a::date as {names[0]}, b::int as id, c::bigint as v "
            + $"from (values (null, null, null), {string.Join(", ", rows.Append("(null, 0, 0)"))}) t(a, b, c) offset 1; "
            + $"create or replace view {table} as from {Raw(table)}";

        string Pick(string[] values) => values[random.Next(values.Length)];
    }
}
