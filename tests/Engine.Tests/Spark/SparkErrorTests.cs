using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>What Spark refuses and where it fails. Classes and states are those of the table of errors seen on the server.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkErrorTests(SparkConnectFixture spark)
{
    [SkippableTheory]
    [InlineData("SELEC 1", ErrorCodes.QueryInvalid, "PARSE_SYNTAX_ERROR", "42601")]
    [InlineData("SELECT * FROM nosuch", ErrorCodes.QueryInvalid, "TABLE_OR_VIEW_NOT_FOUND", "42P01")]
    [InlineData("SELECT CAST(s AS INT) FROM VALUES ('secret') t(s)", ErrorCodes.DataInvalid, "CAST_INVALID_INPUT", "22018")]
    [InlineData("SELECT 1 / (id - id) FROM range(1)", ErrorCodes.DataInvalid, "DIVIDE_BY_ZERO", "22012")]
    [InlineData("SELECT raise_error('secret')", ErrorCodes.DataInvalid, "USER_RAISED_EXCEPTION", "P0001")]
    [InlineData("SELECT * FROM json.`/no/such/secret`", ErrorCodes.QueryInvalid, "PATH_NOT_FOUND", "42K03")]
    public void Errors_have_code_class_and_state(string sql, string code, string errorClass, string sqlState)
    {
        using var session = SparkConnectCollection.Open(spark);

        var error = Assert.Throws<SparkException>(() => session.Sql(sql).Collect());

        Assert.Equal((code, errorClass, sqlState), (error.Code, error.ErrorClass, error.SqlState));
        Assert.False(error.IsTransient);
        Assert.Contains(errorClass, error.Message);
        Assert.False(string.IsNullOrEmpty(error.EngineText));
    }

    [SkippableFact]
    public void Values_of_rows_stay_out_of_the_message()
    {
        using var session = SparkConnectCollection.Open(spark);

        var error = Assert.Throws<SparkException>(() => session.Sql("SELECT CAST(s AS INT) FROM VALUES ('secret') t(s)").Collect());

        Assert.DoesNotContain("secret", error.Message);
        Assert.Contains("secret", error.EngineText);
        Assert.Equal("'secret'", error.MessageParameters["expression"]);
        Assert.Equal("\"INT\"", error.MessageParameters["targetType"]);
        Assert.Equal("CAST(s AS INT)", error.SqlFragment);
    }

    [SkippableFact]
    public void A_long_message_arrives_whole()
    {
        using var session = SparkConnectCollection.Open(spark);
        var name = new string('n', 5000);

        var error = Assert.Throws<SparkException>(() => session.Sql($"SELECT * FROM `{name}`").Collect());

        Assert.Equal("TABLE_OR_VIEW_NOT_FOUND", error.ErrorClass);
        Assert.Equal($"`{name}`", error.MessageParameters["relationName"]);
    }

    [SkippableFact]
    public void The_session_lives_on_after_an_error()
    {
        using var session = SparkConnectCollection.Open(spark);
        Assert.Throws<SparkException>(() => session.Sql("SELECT raise_error('x')").Collect());

        Assert.Equal(1, session.Sql("SELECT 1").Collect().Single().Get(0));
    }

    [Fact]
    public void A_server_that_is_not_there_is_told_soon()
    {
        var clock = new InstantClock();
        var builder = SparkSession.Builder(clock, Guid.NewGuid).Remote("sc://127.0.0.1:1");

        var error = Assert.Throws<SparkException>(builder.GetOrCreate);

        Assert.Equal(ErrorCodes.SparkUnreachable, error.Code);
        Assert.True(error.IsTransient);
        Assert.Contains("sc://127.0.0.1:1", error.Message);
        Assert.Equal([50, 200, 800], clock.Waits.Take(3).Select(wait => wait.TotalMilliseconds));
        Assert.InRange(Assert.Single(clock.Waits.Skip(3)).TotalMilliseconds, 3200, 3700);
    }
}
