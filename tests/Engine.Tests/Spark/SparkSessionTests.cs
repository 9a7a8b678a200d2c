using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Sessions, their settings, reading and writing.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkSessionTests(SparkConnectFixture spark)
{
    [SkippableFact]
    public void Settings_are_made_read_and_taken_back()
    {
        using var session = SparkConnectCollection.Builder(spark.Address).Config("spark.sql.shuffle.partitions", "7").GetOrCreate();

        Assert.StartsWith("4.", session.Version, StringComparison.Ordinal);
        Assert.Equal("7", session.Conf().Get("spark.sql.shuffle.partitions"));
        session.Conf().Set("spark.sql.shuffle.partitions", "3");
        Assert.Equal("3", session.Sql("SET spark.sql.shuffle.partitions").Collect().Single().Get("value"));
        session.Conf().Unset("spark.sql.shuffle.partitions");
        Assert.NotEqual("3", session.Conf().Get("spark.sql.shuffle.partitions"));
        Assert.Null(session.Conf().Get("no.such.setting"));
        Assert.Equal("INVALID_CONF_VALUE.TYPE_MISMATCH", Assert.Throws<SparkException>(() => session.Conf().Set("spark.sql.shuffle.partitions", "many")).ErrorClass);
    }

    [SkippableFact]
    public void Sessions_do_not_see_each_other()
    {
        using var one = SparkConnectCollection.Open(spark);
        using var two = SparkConnectCollection.Open(spark);
        one.Conf().Set("spark.sql.ansi.enabled", "false");
        one.Sql("SELECT 1 AS a").CreateOrReplaceTempView("mine");

        Assert.Equal(1, one.Table("mine").Collect().Single().Get(0));
        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", Assert.Throws<SparkException>(() => two.Table("mine").Collect()).ErrorClass);
        Assert.Equal("true", two.Conf().Get("spark.sql.ansi.enabled"));
    }

    [SkippableFact]
    public void A_session_can_be_joined_by_its_id_and_is_left_open_by_its_guests()
    {
        using var host = SparkConnectCollection.Open(spark);
        host.Sql("SELECT 5 AS a").CreateOrReplaceTempView("shared");

        using (var guest = SparkConnectCollection.Builder($"{spark.Address}/;session_id={host.SessionId}").GetOrCreate())
        {
            Assert.Equal(5, guest.Table("shared").Collect().Single().Get(0));
        }

        Assert.Equal(5, host.Table("shared").Collect().Single().Get(0));
    }

    [SkippableFact]
    public void A_stopped_session_is_gone_on_the_server_too()
    {
        using var host = SparkConnectCollection.Open(spark);
        using var guest = SparkConnectCollection.Builder($"{spark.Address}/;session_id={host.SessionId}").GetOrCreate();

        host.Stop();

        var error = Assert.Throws<SparkException>(() => guest.Sql("SELECT 1"));
        Assert.Equal((ErrorCodes.SparkSessionLost, "INVALID_HANDLE.SESSION_CLOSED"), (error.Code, error.ErrorClass));
        Assert.Throws<ObjectDisposedException>(() => host.Sql("SELECT 1"));
    }

    [SkippableFact]
    public void Rows_are_written_and_read_in_every_mode()
    {
        using var folder = new TemporaryFolder();
        using var session = SparkConnectCollection.Open(spark);
        var path = Path.Combine(folder.Path, "table");
        var rows = session.Sql("SELECT id, id % 2 AS part FROM range(4)");

        rows.Write().Format("delta").PartitionBy("part").Save(path);
        Assert.Equal("DELTA_PATH_EXISTS", Assert.Throws<SparkException>(() => rows.Write().Format("delta").Save(path)).ErrorClass);
        rows.Write().Format("delta").Mode(SaveMode.Ignore).Save(path);
        rows.Write().Format("delta").Mode(SaveMode.Append).Save(path);
        Assert.Equal([0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L], Ids(session.Read().Format("delta").Load(path)));
        session.Sql("SELECT 8L AS id, 0L AS part").Write().Format("delta").Mode(SaveMode.Overwrite).Option("replaceWhere", "part = 0").Save(path);
        Assert.Equal([1L, 1L, 3L, 3L, 8L], Ids(session.Read().Format("delta").Load(path)));
        Assert.Equal([0L, 0L, 1L, 1L, 2L, 2L, 3L, 3L], Ids(session.Read().Format("delta").Option("versionAsOf", "1").Load(path)));
        Assert.True(Directory.Exists(Path.Combine(path, "part=1")));
    }

    [SkippableFact]
    public void Tables_of_the_catalog_are_made_and_filled()
    {
        using var session = SparkConnectCollection.Open(spark);
        var rows = session.Sql("SELECT id FROM range(3)");

        rows.Write().Format("parquet").SaveAsTable("filled");
        rows.Write().InsertInto("filled");

        Assert.Equal([0L, 0L, 1L, 1L, 2L, 2L], Ids(session.Table("filled")));
        session.Sql("DROP TABLE filled");
    }

    [SkippableFact]
    public void Files_are_read_with_a_given_schema()
    {
        using var folder = new TemporaryFolder();
        using var session = SparkConnectCollection.Open(spark);
        var file = Path.Combine(folder.Path, "a.json");
        File.WriteAllText(file, """{"id":1,"name":"x"}""");

        var row = session.Read().Format("json").Schema("name STRING, id INT, missing DATE").Load(file).Collect().Single();

        Assert.Equal(["x", 1, null], row.Values);
    }

    [SkippableFact]
    public void The_result_of_a_command_is_kept_and_it_runs_once()
    {
        using var folder = new TemporaryFolder();
        using var session = SparkConnectCollection.Open(spark);
        var table = $"delta.`{Path.Combine(folder.Path, "t")}`";
        session.Sql($"CREATE TABLE {table} USING delta AS SELECT id FROM range(3)");

        var result = session.Sql($"DELETE FROM {table} WHERE id > 0");

        Assert.Equal(2L, result.Collect().Single().Get("num_affected_rows"));
        Assert.Equal(2L, result.Collect().Single().Get("num_affected_rows"));
        Assert.Equal(2, session.Sql($"DESCRIBE HISTORY {table}").Collect().Count);
    }

    [Fact]
    public void A_session_without_a_server_is_a_mistake_of_the_caller()
    {
        var builder = SparkSession.Builder(TimeProvider.System, Guid.NewGuid);

        Assert.Throws<InvalidOperationException>(builder.GetOrCreate);
    }

    private static IEnumerable<long> Ids(DataFrame rows) => rows.Collect().Select(row => row.GetAs<long>("id")).Order();
}
