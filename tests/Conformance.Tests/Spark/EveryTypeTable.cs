using Lakehouse.Delta;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion;
using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>A table of ours with every type and with partition values that a path must escape.</summary>
internal static class EveryTypeTable
{
    public const string Path = "every_type";

    /// <summary>Partition values that mean something to file systems, URIs or Hive; null is one more.</summary>
    public static readonly IReadOnlyList<string> Names =
        ["plain", "a b", "a/b", "a=b", "50%", "%41", "a#b?c", "a:b", "a\"b", "a'b", "Zürich 東京", "a+b&c", "..", "{x}[y]"];

    private static readonly StructType Schema = new(
    [
        new StructField("id", PrimitiveType.Long),
        new StructField("name", PrimitiveType.String),
        new StructField("day", PrimitiveType.Date),
        new StructField("amount", new DecimalType(38, 9)),
        new StructField("small", new DecimalType(5, 2)),
        new StructField("at", PrimitiveType.Timestamp),
        new StructField("at_local", PrimitiveType.TimestampNtz),
        new StructField("raw", PrimitiveType.Binary),
        new StructField("flag", PrimitiveType.Boolean),
        new StructField("number", PrimitiveType.Integer),
        new StructField("real", PrimitiveType.Double),
        new StructField("nested", new StructType(
        [
            new StructField("text", PrimitiveType.String),
            new StructField("items", new ArrayType(new StructType([new StructField("price", new DecimalType(10, 2))]))),
        ])),
    ]);

    /// <summary>SQL that DuckDB and Spark both understand: one row for each name, and one with nulls only.</summary>
    private static string Rows => string.Join(" union all ", Names.Select((name, i) =>
        $"""
        select {i}::bigint as id, '{name.Replace("'", "''")}' as name, date '2026-03-01' + {i} as day,
          12345678901234567890123456789.{i:000000000}::decimal(38, 9) as amount, (-{i}.25)::decimal(5, 2) as small,
          timestamptz '2026-03-01 10:00:00.{i:000000}+00' as at, timestamp '2026-03-01 10:00:00.{i:000000}' as at_local,
          encode('b{i}') as raw, {i} % 2 = 0 as flag, -{i}::int as number, {i} / 8.0::double as real,
          struct_pack(text := 'n{i}', items := [struct_pack(price := {i}.50::decimal(10, 2)), null]) as nested
        """).Append("select -1, null, null, null, null, null, null, null, null, null, null, null"));

    /// <summary>Creates the table with two commits.</summary>
    public static async Task CreateAsync(LakehouseSession session)
    {
        var table = new DeltaTable(session.Tables, Path);
        var target = new StageTarget(Path, Schema, ["name", "day"]);
        var files = await session.Engine.StageAsync(Rows, target, CancellationToken.None);
        var created = await CommitAsync(table, null, "CREATE TABLE", [table.NewMetadata(Schema, ["name", "day"])]);
        await CommitAsync(
            table,
            created,
            "WRITE",
            [.. files.Select(file => file.ToAdd(Schema, session.Tables.Clock.GetUtcNow()))]);
    }

    private static async Task<Delta.Snapshots.Snapshot> CommitAsync(
        DeltaTable table, Delta.Snapshots.Snapshot? read, string operation, IReadOnlyList<DeltaAction> actions)
    {
        var result = await table.CommitAsync(new CommitRequest
        {
            ReadSnapshot = read,
            Actions = actions,
            Operation = operation,
            UserMetadata = $"made by {operation}",
        });
        return Assert.IsType<Committed>(result).Snapshot;
    }
}
