using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;
using Lakehouse.Engine.Tests.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>Records that name their version are read by that version's fields.</summary>
public sealed class VersionedRecordsTests
{
    private static readonly JsonField[] Two = [new(0, "id", JsonFieldKind.Integer), new(1, "amount", JsonFieldKind.Integer)];
    private static readonly JsonField[] One = [new(0, "id", JsonFieldKind.Text), new(1, "total", JsonFieldKind.Text)];

    private static readonly JsonVersions Versions =
        new(["meta", "v"], [new("2", Two), new("1.0", One)]) { Drafts = ["3"] };

    [Theory]
    [InlineData("""{"meta":{"v":"2"},"id":1,"amount":5}""", "0 1/5 - | - -")]
    [InlineData("""{"meta":{"v":2},"id":1,"amount":5}""", "0 1/5 - | - -")]
    [InlineData("""{"id":"a","total":"x","meta":{"x":[{"v":"2"}],"v":"1.0"}}""", "1 - a/x | - -")]
    [InlineData("""{"\u006deta":{"\u0076":"1\u002e0"},"id":"a"}""", "1 - a/- | - -")]
    [InlineData("""{"id":1}""", "0 1/- - | - -")]
    [InlineData("""{"id":1,"meta":5}""", "0 1/- - | - -")]
    [InlineData("""{"id":1,"meta":{}}""", "0 1/- - | - -")]
    [InlineData("""{"id":1,"meta":{"v":null}}""", "0 1/- - | - -")]
    [InlineData("""{"meta":{"v":"1"},"id":1}""", "-1 - - | UNKNOWN_VERSION meta.v -")]
    [InlineData("""{"meta":{"v":1.0},"id":"a"}""", "1 - a/- | - -")]
    [InlineData("""{"meta":{"v":1},"id":1}""", "-1 - - | UNKNOWN_VERSION meta.v -")]
    [InlineData("""{"meta":{"v":true},"id":1}""", "-1 - - | UNKNOWN_VERSION meta.v -")]
    [InlineData("""{"meta":{"v":{"v":"2"}},"id":1}""", "-1 - - | UNKNOWN_VERSION meta.v -")]
    [InlineData("""{"meta":{"v":"3"},"id":1}""", "-1 - - | DRAFT_VERSION meta.v -")]
    [InlineData("""{"meta":{"v":"9"},"id":}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"meta":{"v":"1.0"},"id":}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"id":,"meta":{"v":"2"}}""", "-1 - - | MALFORMED  -")]
    [InlineData("""[{"meta":{"v":"2"}}]""", "-1 - - | MALFORMED  -")]
    [InlineData("", "-1 - - | MALFORMED  -")]
    [InlineData("""{"meta":{"v":"1.0"},"id":7}""", "1 - -/- | TYPE id -")]
    [InlineData("""{"meta":{"v":"2"},"meta":{"v":"1.0"},"id":1}""", "0 1/- - | DUPLICATE_KEY meta -")]
    public void A_record_is_read_by_the_version_that_it_names(string record, string expected) =>
        Assert.Equal(expected, Read(Versions, record));

    [Fact]
    public void A_record_without_a_version_is_refused_where_one_is_required() => Assert.Equal(
        "-1 - - | REQUIRED meta.v -", Read(Versions with { Required = true }, """{"id":1}"""));

    [Fact]
    public void The_member_that_holds_the_version_is_known()
    {
        var versions = Versions with { Path = ["v"] };
        Assert.Equal("1 - a/- | - w", Read(versions, """{"v":"1.0","id":"a","w":1}"""));
    }

    [Theory]
    [InlineData("""{"schema":"v:2","data":{"id":1,"amount":5,"w":1}}""", "0 1/5 - | - w")]
    [InlineData("""{"data" : {"id":"a","schema":"x"} , "sch\u0065ma":"v:1.0"}""", "1 - a/- | - schema")]
    [InlineData("""{"schema":"v:2","data":{"id":"a"}}""", "0 - - | TYPE id -")]
    [InlineData("""{"schema":"v:9","data":{"id":1}}""", "-1 - - | UNKNOWN_VERSION schema -")]
    [InlineData("""{"schema":"v:3","data":{"id":1}}""", "-1 - - | DRAFT_VERSION schema -")]
    [InlineData("""{"schema":"v:2","data":[]}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2","data":{"id":1},"more":1}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2","schema":"v:2","data":{"id":1}}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2","data":{"id":1},"data":{}}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":7,"data":{"id":1}}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2"}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"data":{"id":1}}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2","data":{"id":1}""", "-1 - - | MALFORMED  -")]
    [InlineData("""{"schema":"v:2","data":{"id":1}} x""", "-1 - - | MALFORMED  -")]
    [InlineData("""[]""", "-1 - - | MALFORMED  -")]
    public void A_record_in_an_envelope_is_read_from_inside_of_it(string payload, string expected)
    {
        var versions = new JsonVersions(["schema"], [new("v:2", Two), new("v:1.0", One)]) { Drafts = ["v:3"], Content = "data" };
        Assert.Equal(expected, Read(versions, payload));
    }

    private static string Read(JsonVersions versions, string record)
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        database.Connection.RegisterScalarFunction(StrictJsonFunction.Create("read_record", versions));
        database.Execute("create table records (payload varchar)");
        using (var appender = database.Connection.CreateAppender("records"))
        {
            appender.CreateRow().AppendValue(record).EndRow();
        }
        using var command = database.Command("""
            select concat_ws(' ', r.version,
              coalesce(r.value.v0.id::varchar || '/' || coalesce(r.value.v0.amount::varchar, '-'), '-'),
              case when r.version = 1 then coalesce(r.value.v1.id, '-') || '/' || coalesce(r.value.v1.total, '-') else '-' end, '|',
              coalesce(array_to_string(list_transform(r.faults, lambda f: f.code || ' ' || f.path), ','), '-'),
              coalesce(array_to_string(r.undeclared, ','), '-'))
            from (select read_record(payload, null) as r from records)
            """);
        return (string)command.ExecuteScalar()!;
    }
}
