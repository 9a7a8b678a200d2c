namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>What Spark writes for us to read.</summary>
internal static class ForeignTables
{
    public static void AddTo(SparkScript script, SparkEvidence evidence)
    {
        var plain = SparkScript.Table(evidence.Foreign.Folder("plain"));
        script.Run(
            $"create table {plain} (id bigint, name string, amount decimal(18, 2), at timestamp, raw binary, "
            + "nested struct<text: string, items: array<int>>) using delta");
        script.Run(
            $"insert into {plain} select id, concat('n', id), cast(id + 0.25 as decimal(18, 2)), "
            + "timestamp '2026-03-01 10:00:00.000001Z' + make_interval(0, 0, 0, cast(id as int)), cast(concat('b', id) as binary), "
            + "named_struct('text', concat('t', id), 'items', array(cast(id as int), null)) from range(5)");
        script.Run($"insert into {plain} values (5, null, null, null, null, null)");

        var checkpointed = SparkScript.Table(evidence.Foreign.Folder("checkpointed"));
        script.Run(
            $"create table {checkpointed} (id bigint, part string) using delta partitioned by (part) "
            + "tblproperties ('delta.checkpointInterval' = '3', 'delta.enableDeletionVectors' = 'false')");
        foreach (var (name, i) in EveryTypeTable.Names.Select((name, i) => (name, i)))
        {
            script.Run($"insert into {checkpointed} values ({i}, '{name.Replace("'", "\\'")}')");
        }

        script.Run($"insert into {checkpointed} values (-1, null)");
        script.Run($"delete from {checkpointed} where id = 0");

        script.Run(
            $"insert into {SparkScript.Table(evidence.Appended.Folder("silver/orders"))} by name "
            + "select * except (order_id), 'O-by-spark' as order_id "
            + $"from {SparkScript.Table(evidence.Shop.Folder("silver/orders"))} order by order_id limit 1");
    }
}
