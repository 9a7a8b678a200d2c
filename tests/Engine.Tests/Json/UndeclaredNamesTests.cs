using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Json;
using Lakehouse.Engine.Tests.DuckDb;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>The reader tells the paths of members that nobody declared.</summary>
public sealed class UndeclaredNamesTests
{
    private static readonly JsonField[] Fields =
    [
        new(0, "id", JsonFieldKind.Integer),
        new(1, "customer", JsonFieldKind.Object) { Children = [new(2, "name", JsonFieldKind.Text)], MemberName = "Customer" },
        new(3, "lines", JsonFieldKind.Array)
        {
            Children = [new(4, "[]", JsonFieldKind.Object) { Children = [new(5, "sku", JsonFieldKind.Text)] }],
        },
        new(6, "grid", JsonFieldKind.Array)
        {
            Children = [new(7, "[]", JsonFieldKind.Array)
            {
                Children = [new(8, "[]", JsonFieldKind.Object) { Children = [new(9, "x", JsonFieldKind.Integer)] }],
            }],
        },
    ];

    [Theory]
    [InlineData("""{"id":1}""", null)]
    [InlineData("""{"id":1,"a":{"deep":[1,{"b":2}]},"b":null}""", "a|b")]
    [InlineData("""{"Customer":{"name":"x","vip":true},"customer":1}""", "customer.vip|customer")]
    [InlineData("""{"lines":[{"sku":"s"},{"gift":1},{"gift":2}]}""", "lines[].gift|lines[].gift")]
    [InlineData("""{"grid":[[{"x":1,"y":2}]]}""", "grid[][].y")]
    [InlineData("""{"":1,"a b":2,"\u00e4":3}""", "|a b|ä")]
    [InlineData("""{"id":"not read as declared","a":1}""", "a")]
    [InlineData("""{"a":1,"b":}""", null)]
    [InlineData("no JSON", null)]
    public void They_are_told_by_their_paths(string record, string? expected) =>
        Assert.Equal(expected?.Split('|'), Names([record])[0]);

    [Fact]
    public void Records_that_are_refused_leave_the_names_of_others_alone() =>
        Assert.Equal([["a"], null, ["b"]], Names(["""{"a":1}""", """{"x":1,"y":]""", """{"b":1}"""]));

    [Fact]
    public void Long_names_are_cut_between_characters()
    {
        var name = new string('n', 199) + "ä" + "rest";
        Assert.Equal(new string('n', 199), Assert.Single(Names([$$"""{"{{name}}":1}"""])[0]!));
        Assert.Equal("customer." + new string('n', 191), Assert.Single(Names(["{\"Customer\":{\"" + name + "\":1}}"])[0]!));
    }

    [Fact]
    public void Thousands_of_names_in_one_chunk_stay_with_their_records()
    {
        var records = Enumerable.Range(0, 3000).Select(i => $$"""{"id":{{i}},"f{{i}}":1,"g":2}""").ToList();
        Assert.Equal(records.Select((_, i) => $"f{i}|g"), Names(records).Select(names => string.Join('|', names!)));
    }

    private static List<string[]?> Names(List<string> records)
    {
        using var database = new TestDatabase(new DuckDBOptions { Threads = 2 });
        database.Connection.RegisterScalarFunction(StrictJsonFunction.Create("read_record", Fields));
        database.Execute("create table records (id bigint, payload varchar)");
        using (var appender = database.Connection.CreateAppender("records"))
        {
            for (var i = 0; i < records.Count; i++)
            {
                appender.CreateRow().AppendValue((long)i).AppendValue(records[i]).EndRow();
            }
        }
        using var command = database.Command("select read_record(payload, null).undeclared from records order by id");
        using var reader = command.ExecuteReader();
        var names = new List<string[]?>();
        while (reader.Read())
        {
            names.Add(reader.IsDBNull(0) ? null : [.. reader.GetFieldValue<List<object?>>(0).Select(name => (string)name!)]);
        }
        return names;
    }
}
