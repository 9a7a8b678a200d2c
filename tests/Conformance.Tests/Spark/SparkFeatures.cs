using Lakehouse.Delta.Schemas;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>Tables that Spark makes and changes, one for each feature, and what they hold.</summary>
internal static class SparkFeatures
{
    private static readonly string[] FeedChanges =
    [
        "insert into {t} select id, cast(id as int) from range(0, 100, 1, 1)",
        "delete from {t} where id % 10 = 0",
        "update {t} set amount = -amount where id in (5, 6)",
        "merge into {t} t using (select id from range(97, 103)) s on t.id = s.id when matched and s.id = 97 then delete "
            + "when matched then update set amount = 0 when not matched then insert (id, amount) values (s.id, 1)",
    ];

    private static readonly IReadOnlyList<string> FeedRows =
    [
        .. Enumerable.Range(0, 97).Where(id => id % 10 != 0).Select(id => $"{id}|{(id is 5 or 6 ? -id : id)}"),
        "98|0", "99|0", "100|1", "101|1", "102|1",
    ];

    /// <summary>The rows of the change feed of the tables <c>fed</c> and <c>fed_vectors</c>: version, change, id, amount.</summary>
    public static IReadOnlyList<string> Changes { get; } =
    [
        .. Enumerable.Range(0, 100).Select(id => $"1|insert|{id}|{id}"),
        .. Enumerable.Range(0, 10).Select(id => $"2|delete|{id * 10}|{id * 10}"),
        .. new[] { 5, 6 }.SelectMany(id => new[] { $"3|update_preimage|{id}|{id}", $"3|update_postimage|{id}|-{id}" }),
        "4|delete|97|97",
        .. new[] { 98, 99 }.SelectMany(id => new[] { $"4|update_preimage|{id}|{id}", $"4|update_postimage|{id}|0" }),
        "4|insert|100|1", "4|insert|101|1", "4|insert|102|1",
    ];

    /// <summary>The tables.</summary>
    public static IReadOnlyList<SparkFeature> All { get; } =
    [
        new("fed", "id, amount",
            ["create table {t} (id bigint, amount int) using delta tblproperties ('delta.enableChangeDataFeed' = 'true')", .. FeedChanges],
            FeedRows,
            (_, folder) => Directory.Exists(Path.Combine(folder, "_change_data"))),
        new("fed_vectors", "id, amount",
            ["create table {t} (id bigint, amount int) using delta tblproperties ('delta.enableChangeDataFeed' = 'true', 'delta.enableDeletionVectors' = 'true')", .. FeedChanges],
            FeedRows,
            (snapshot, _) => snapshot.Files.Any(file => file.DeletionVector is not null)),
        new("renamed", "id, coalesce(fresh, '') as fresh, kind, coalesce(more, 0) as more, nested.z",
            [
                "create table {t} (id bigint, old string, gone int, part string, nested struct<x: int>) using delta partitioned by (part) "
                    + "tblproperties ('delta.columnMapping.mode' = 'name')",
                "insert into {t} values (1, 'a', 1, 'p q', named_struct('x', 10)), (2, null, 1, 'r/s', named_struct('x', 20))",
                "alter table {t} rename column old to fresh",
                "alter table {t} rename column part to kind",
                "alter table {t} rename column nested.x to z",
                "alter table {t} drop column gone",
                "alter table {t} add column more int",
                "insert into {t} values (3, 'c', 'p q', named_struct('z', 30), 3)",
            ],
            ["1|a|p q|0|10", "2||r/s|0|20", "3|c|p q|3|30"],
            (snapshot, _) => snapshot.ColumnMapping == ColumnMappingMode.Name)
        {
            RowsAfter = ["1|ours|p q|0|10", "2||r/s|0|20", "3|c|p q|3|30"],
        },
        new("checkpointed", "id, name",
            [
                "create table {t} (id bigint, name string) using delta tblproperties ('delta.checkpointPolicy' = 'v2', "
                    + "'delta.checkpointInterval' = '2', 'delta.enableDeletionVectors' = 'true', 'delta.enableInCommitTimestamps' = 'true')",
                "insert into {t} select /*+ coalesce(1) */ id, concat('n', id) from range(10)",
                "delete from {t} where id = 3",
                "update {t} set name = 'u' where id = 4",
            ],
            [.. Enumerable.Range(0, 10).Where(id => id != 3).Select(id => $"{id}|{(id == 4 ? "u" : $"n{id}")}")],
            (_, folder) => Directory.GetFiles(Path.Combine(folder, "_delta_log", "_sidecars")).Length > 0)
        {
            RowsAfter = [.. Enumerable.Range(0, 10).Where(id => id is not (3 or 5)).Select(id => $"{id}|{(id == 4 ? "u" : $"n{id}")}")],
        },
        new("clustered", "id, a, b",
            [
                "create table {t} (id bigint, a int, b string) using delta cluster by (a, b)",
                "insert into {t} select id, cast(id % 7 as int), concat('b', id % 3) from range(0, 50, 1, 1)",
                "insert into {t} select id, cast(id % 7 as int), concat('b', id % 3) from range(50, 100, 1, 1)",
                "optimize {t}",
            ],
            [.. Enumerable.Range(0, 100).Select(id => $"{id}|{id % 7}|b{id % 3}")],
            (snapshot, _) => snapshot.Files.All(file => file.ClusteringProvider == "liquid"))
        {
            RowsAfter = [.. Enumerable.Range(0, 100).Select(id => $"{id}|{id % 7}|b{id % 3}"), "100|1|b"],
        },
        new("widened", "id, a, b, c, d, cast(e as string) as e, nested.x",
            [
                "create table {t} (id bigint, a tinyint, b int, c float, d decimal(5, 2), e date, nested struct<x: smallint>) using delta "
                    + "tblproperties ('delta.enableTypeWidening' = 'true', 'delta.feature.timestampNtz' = 'supported')",
                "insert into {t} values (1, 1, 3, 0.5, 1.25, date '2026-03-01', named_struct('x', 8))",
                "alter table {t} alter column a type int, b type double, c type double, d type decimal(12, 4), e type timestamp_ntz, nested.x type bigint",
                "insert into {t} values (2, 2000000000, 0.25, 1234.25, 12345678.1234, timestamp_ntz '2026-03-02 10:00:00.5', named_struct('x', 5000000000))",
            ],
            ["1|1|3.0|0.5|1.2500|2026-03-01 00:00:00|8", "2|2000000000|0.25|1234.25|12345678.1234|2026-03-02 10:00:00.5|5000000000"],
            (snapshot, _) => snapshot.Protocol.ReaderFeatures!.Contains("typeWidening")),
        new("local_times", "id, coalesce(cast(local as string), '') as local, coalesce(cast(part as string), '') as part",
            [
                "create table {t} (id bigint, local timestamp_ntz, part timestamp_ntz) using delta partitioned by (part)",
                "insert into {t} values (1, timestamp_ntz '2026-03-01 10:00:00.123456', timestamp_ntz '2026-03-01 00:00:00'), "
                    + "(2, null, timestamp_ntz '2026-03-29 02:30:00.000001'), (3, timestamp_ntz '0001-01-01 00:00:00', null)",
            ],
            ["1|2026-03-01 10:00:00.123456|2026-03-01 00:00:00", "2||2026-03-29 02:30:00.000001", "3|0001-01-01 00:00:00|"],
            (snapshot, _) => snapshot.Protocol.ReaderFeatures!.Contains("timestampNtz")),
        new("tidied", "id, part",
            [
                "create table {t} (id bigint, part int) using delta partitioned by (part) "
                    + "tblproperties ('delta.deletedFileRetentionDuration' = 'interval 0 seconds')",
                "insert into {t} select id, cast(id % 2 as int) from range(0, 10, 1, 1)",
                "insert into {t} select id, cast(id % 2 as int) from range(10, 20, 1, 1)",
                "delete from {t} where id = 4",
                "optimize {t} zorder by (id)",
                "set spark.databricks.delta.retentionDurationCheck.enabled = false",
                "vacuum {t} retain 0 hours",
            ],
            [.. Enumerable.Range(0, 20).Where(id => id != 4).Select(id => $"{id}|{id % 2}")],
            (_, folder) => Directory.GetFiles(folder, "*.parquet", SearchOption.AllDirectories).Length == 2),
        new("generated", "id, cast(day as string) as day",
            [
                "create table {t} (id bigint, at timestamp, day date generated always as (cast(at as date))) using delta partitioned by (day)",
                "insert into {t} (id, at) values (1, timestamp '2026-03-01 23:59:59Z'), (2, timestamp '2026-03-02 00:00:00Z')",
            ],
            ["1|2026-03-01", "2|2026-03-02"],
            (snapshot, _) => snapshot.Protocol.MinWriterVersion >= 4)
        {
            RowsAfter = ["1|2026-03-01", "2|2026-03-02", "3|2026-03-03"],
        },
        new("numbered", "id, name",
            [
                "create table {t} (id bigint generated always as identity (start with 10 increment by 5), name string) using delta",
                "insert into {t} (name) select /*+ coalesce(1) */ name from values ('a'), ('b'), ('c') as v(name)",
            ],
            ["10|a", "15|b", "20|c"],
            (snapshot, _) => snapshot.Protocol.MinWriterVersion >= 6)
        {
            RowsAfter = ["10|a", "20|c", "25|ours", "30|Spark's"],
        },
        new("tracked", "id, name",
            [
                "create table {t} (id bigint, name string) using delta "
                    + "tblproperties ('delta.enableRowTracking' = 'true', 'delta.enableDeletionVectors' = 'true')",
                "insert into {t} select /*+ coalesce(1) */ id, name from values (1, 'a'), (2, 'b'), (3, 'c') as v(id, name)",
            ],
            ["1|a", "2|b", "3|c"],
            (snapshot, _) => snapshot.Files.All(file => file.BaseRowId is not null))
        {
            RowsAfter = ["1|a", "3|c", "4|d", "5|e"],
        },
        new("varied", "id, case when v is null then 'none' else 'some' end as v, case when items is null then 'none' else 'some' end as items",
            [
                "create table {t} (id bigint, v variant, items array<variant>) using delta",
                "insert into {t} select 1, parse_json('{\"a\": [1, 2.5, \"x\"]}'), array(parse_json('1'), null)",
                "insert into {t} values (2, null, null)",
            ],
            ["1|some|some", "2|none|none"],
            (snapshot, _) => snapshot.Protocol.ReaderFeatures!.Contains("variantType")),
        new("cloned", "id, name",
            [
                "create table {source} (id bigint, name string) using delta tblproperties ('delta.enableDeletionVectors' = 'true')",
                "insert into {source} select /*+ coalesce(1) */ id, name from values (1, 'a'), (2, 'b'), (3, 'c'), (4, 'd') as v(id, name)",
                "delete from {source} where id = 2",
                "create table {t} shallow clone {source}",
            ],
            ["1|a", "3|c", "4|d"],
            (_, folder) => File.ReadAllText(Path.Combine(folder, "_delta_log", $"{0:D20}.json"))
                .Contains($"{folder}_source/part-", StringComparison.Ordinal))
        {
            RowsAfter = ["1|a", "4|d", "5|ours"],
        },
        new("defaulted", "id, name, coalesce(number, 0) as number",
            [
                "create table {t} (id bigint, name string default 'new', number int default 7) using delta "
                    + "tblproperties ('delta.feature.allowColumnDefaults' = 'supported')",
                "insert into {t} (id) values (1)",
                "alter table {t} alter column number set default 8",
                "insert into {t} values (2, default, default), (3, 'x', null)",
            ],
            ["1|new|7", "2|new|8", "3|x|0"],
            (snapshot, _) => snapshot.Protocol.WriterFeatures!.Contains("allowColumnDefaults"))
        {
            RowsAfter = ["1|new|7", "2|new|8", "3|x|0", "4|new|8"],
        },
    ];

    /// <summary>Spark makes the tables, we change some, Spark reads them.</summary>
    public static void AddTo(SparkScript script, Func<string, string> folder, Func<Task> change)
    {
        foreach (var feature in All)
        {
            foreach (var statement in feature.Statements) script.Run(statement
                .Replace("{t}", SparkScript.Table(folder(feature.Name)))
                .Replace("{source}", SparkScript.Table(folder($"{feature.Name}_source"))));
        }

        script.Turn(change);
        script.Run($"insert into {SparkScript.Table(folder("tracked"))} values (5, 'e')");
        script.Run($"insert into {SparkScript.Table(folder("numbered"))} (name) values (\"Spark's\")");
        script.Query("row ids", $"select id, _metadata.row_id, _metadata.row_commit_version from {SparkScript.Table(folder("tracked"))} order by id");
        foreach (var feature in All) script.Query(feature.Name, $"select {feature.Columns} from {SparkScript.Table(folder(feature.Name))} order by id");
        foreach (var table in new[] { "fed", "fed_vectors" })
        {
            script.Query($"changes of {table}", $"select _commit_version, _change_type, id, amount from table_changes_by_path('{folder(table)}', 1)");
        }
    }
}
