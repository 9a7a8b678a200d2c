using System.Text;
using Lakehouse.Engine.Json;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

public sealed class NestedValuesTests
{
    private static readonly JsonField[] Lists =
    [
        new(0, "id", JsonFieldKind.Integer),
        new(1, "numbers", JsonFieldKind.Array) { Children = [new(2, "", JsonFieldKind.Integer)] },
        new(3, "rows", JsonFieldKind.Array)
        {
            Children =
            [
                new(4, "", JsonFieldKind.Array)
                {
                    Children =
                    [
                        new(5, "", JsonFieldKind.Object)
                        {
                            Children =
                            [
                                new(6, "name", JsonFieldKind.Text) { Required = true },
                                new(7, "tags", JsonFieldKind.Array) { Children = [new(8, "", JsonFieldKind.Text)] },
                            ],
                        },
                    ],
                },
            ],
        },
    ];

    [Fact]
    public void Lists_of_lists_of_objects_arrive_whole_over_many_chunks()
    {
        var random = new Random(3);
        var records = Enumerable.Range(0, 10_000).Select(i => (Id: i, Numbers: Numbers(random), Rows: Rows(random))).ToList();
        var read = StrictReader.ReadAll(Lists, records.Select(record =>
            $$"""{"id":{{record.Id}},"numbers":{{Text(record.Numbers, n => n?.ToString() ?? "null")}},"rows":{{Text(record.Rows, row => Text(row, Element))}}}"""));
        for (var i = 0; i < records.Count; i++)
        {
            Assert.Empty(read[i].Faults);
            Assert.Equal((long)i, read[i].Value!["id"]);
            Assert.Equal(records[i].Numbers?.Cast<object?>(), (IEnumerable<object?>?)read[i].Value!["numbers"]);
            Assert.Equal(
                Text(records[i].Rows, row => Text(row, Element)),
                Text((List<object?>?)read[i].Value!["rows"], row => Text((List<object?>?)row, ReadElement)));
        }
    }

    [Theory]
    [InlineData(2049)]
    [InlineData(100_001)]
    [InlineData(1_000_000)]
    public void A_long_list_arrives_whole_between_short_ones(int count)
    {
        var list = string.Join(',', Enumerable.Range(0, count));
        var tags = string.Join(',', Enumerable.Range(0, count).Select(i => $"\"a rather long tag {i}\""));
        var read = StrictReader.ReadAll(Lists,
        [
            """{"id":0,"numbers":[1,2],"rows":[[{"name":"a","tags":["x"]}]]}""",
            $$"""{"id":1,"numbers":[{{list}}],"rows":[[null,{"name":"b","tags":[{{tags}}]}],[]]}""",
            """{"id":2,"numbers":[3],"rows":[null]}""",
        ]);
        Assert.Equal(new object[] { 1L, 2L }, read[0].Value!["numbers"]);
        Assert.Equal(Enumerable.Range(0, count).Select(i => (object?)(long)i), (IEnumerable<object?>)read[1].Value!["numbers"]!);
        var rows = (List<object?>)read[1].Value!["rows"]!;
        var row = (List<object?>)rows[0]!;
        Assert.Null(row[0]);
        Assert.Equal(
            Enumerable.Range(0, count).Select(i => (object?)$"a rather long tag {i}"),
            (IEnumerable<object?>)((Dictionary<string, object?>)row[1]!)["tags"]!);
        Assert.Equal(new object[] { 3L }, read[2].Value!["numbers"]);
    }

    [Fact]
    public void Faults_inside_of_lists_say_where()
    {
        var read = StrictReader.Read(
            Lists, """{"numbers":[1,"2",null,3.5],"rows":[[{"name":"a"},{"tags":[1]}],7,[{"name":null,"name":"x"}]]}""");
        Assert.Equal(
            [
                (2, "TYPE", "numbers[1]", "is text, not a whole number"),
                (2, "TYPE", "numbers[3]", "is not a whole number"),
                (8, "TYPE", "rows[0][1].tags[0]", "is a number, not text"),
                (6, "REQUIRED", "rows[0][1].name", "is missing"),
                (4, "TYPE", "rows[1]", "is a number, not an array"),
                (6, "REQUIRED", "rows[2][0].name", "is null"),
                (6, "DUPLICATE_KEY", "rows[2][0].name", "stands twice in its object"),
            ],
            read.Faults);
        Assert.Equal(new object?[] { 1L, null, null, null }, read.Value!["numbers"]);
    }

    [Fact]
    public void A_record_of_two_thousand_fields_is_read_in_any_order()
    {
        var fields = Enumerable.Range(0, 2000).Select(i => new JsonField(i, $"field_{i}", JsonFieldKind.Integer)
        { Required = i % 2 == 0 }).ToList();
        var shuffled = Enumerable.Range(0, 2000).ToArray();
        new Random(1).Shuffle(shuffled);
        var read = StrictReader.ReadAll(fields,
        [
            "{" + string.Join(',', Enumerable.Range(0, 2000).Select(i => $"\"field_{i}\":{i}")) + "}",
            "{" + string.Join(',', shuffled.Select(i => $"\"field_{i}\":{i}")) + "}",
            "{" + string.Join(',', shuffled.Where(i => i != 1000).Select(i => $"\"field_{i}\":{i}")) + ",\"field_7\":7}",
        ]);
        Assert.All(read.Take(2), record => Assert.Equal(Enumerable.Range(0, 2000).Select(i => (object?)(long)i), record.Value!.Values));
        Assert.Equal(
            [(7, "DUPLICATE_KEY", "field_7", "stands twice in its object"), (1000, "REQUIRED", "field_1000", "is missing")],
            read[2].Faults);
    }

    [Fact]
    public void Members_that_nobody_declared_are_counted_and_checked()
    {
        JsonField[] fields =
        [
            new(0, "a", JsonFieldKind.Text),
            new(1, "o", JsonFieldKind.Object) { Children = [new(2, "b", JsonFieldKind.Text)] },
        ];
        var read = StrictReader.ReadAll(fields,
        [
            """{"a":"1","x":1,"y":[{"a":2}],"o":{"b":"2","z":null}}""",
            """{"x":1,"x":2}""",
            """{"x":{"p":1,"q":{"p":1,"\u0070":2}}}""",
            """{"o":{"z":1,"\u007a":2},"x":1,"A":"1"}""",
            """{"":1,"":2}""",
        ]);
        Assert.Equal([3, 2, 1, 4, 2], read.Select(record => record.Undeclared));
        Assert.Equal(
            ["", "-1 DUPLICATE_KEY x stands twice in its object", "-1 DUPLICATE_KEY x holds an object with a name twice",
                "1 DUPLICATE_KEY o.z stands twice in its object", "-1 DUPLICATE_KEY  stands twice in its object"],
            read.Select(record => record.FaultText));
    }

    [Fact]
    public void Many_members_that_nobody_declared_are_told_apart()
    {
        const int Count = 200_000;
        var members = string.Join(',', Enumerable.Range(0, Count).Select(i => $"\"m{i}\":{i}"));
        var read = StrictReader.ReadAll([new(0, "a", JsonFieldKind.Text)],
            [$"{{{members}}}", $$"""{{{members}},"m77":1}""", """{"x":{"a":1},"y":{"a":1}}"""]);
        Assert.Empty(read[0].Faults);
        Assert.Equal(Count, read[0].Undeclared);
        Assert.Equal([(-1, "DUPLICATE_KEY", "m77", "stands twice in its object")], read[1].Faults);
        Assert.Empty(read[2].Faults);
    }

    [Fact]
    public void Texts_are_decoded_whatever_their_length_and_escapes()
    {
        var random = new Random(9);
        var texts = Enumerable.Range(0, 5000).Select(i => RandomText(random, random.Next(i % 50 == 0 ? 10_000 : 40))).ToList();
        texts.Add(new string('x', 5_000_000) + "\0é\"");
        texts.Add("a\0b");
        var read = StrictReader.ReadAll(
            [new(0, "t", JsonFieldKind.Text)], texts.Select(text => $$"""{"t":{{Quote(text, random)}}}"""));
        for (var i = 0; i < texts.Count; i++)
        {
            Assert.Equal(texts[i], read[i].Value!["t"]);
        }
    }

    [Fact]
    public void A_record_that_is_refused_late_leaves_nothing_behind()
    {
        var good = """{"id":1,"numbers":[1,2,3],"rows":[[{"name":"n","tags":["t"]}]]}""";
        var read = StrictReader.ReadAll(Lists, Enumerable.Range(0, 6000).Select(i => i % 2 == 0 ? good : good[..^(1 + (i / 2 % (good.Length - 2)))]));
        for (var i = 0; i < read.Count; i++)
        {
            if (i % 2 == 0)
            {
                Assert.Empty(read[i].Faults);
                Assert.Equal(new object[] { 1L, 2L, 3L }, read[i].Value!["numbers"]);
                Assert.Single((List<object?>)read[i].Value!["rows"]!);
            }
            else
            {
                Assert.Equal([(-1, "MALFORMED", "", "is not one complete JSON object")], read[i].Faults);
                Assert.Null(read[i].Value);
            }
        }
    }

    [Fact]
    public void Bytes_that_are_not_utf8_are_malformed_and_hashed_as_they_are()
    {
        byte[] bytes = [.. "{\"a\":\""u8, 0xFF, .. "\"}"u8];
        var record = Assert.Single(StrictReader.ReadAll([new(0, "a", JsonFieldKind.Text)], [bytes]));
        Assert.Equal([(-1, "MALFORMED", "", "is not valid UTF-8")], record.Faults);
        Assert.Equal(unchecked((long)Lakehouse.Engine.Hashing.XxHash64.HashToUInt64(bytes, 42)), record.Hash);
    }

    private static long?[]? Numbers(Random random) => random.Next(10) == 0 ? null
        : [.. Enumerable.Range(0, random.Next(8)).Select(_ => random.Next(5) == 0 ? (long?)null : random.NextInt64())];

    private static List<(string, string?[]?)?>?[]? Rows(Random random) => random.Next(10) == 0 ? null
        : [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(6) == 0 ? null : Enumerable.Range(0, random.Next(4))
            .Select(_ => random.Next(6) == 0 ? ((string, string?[]?)?)null : (RandomWord(random), random.Next(4) == 0 ? null
                : [.. Enumerable.Range(0, random.Next(4)).Select(_ => random.Next(5) == 0 ? null : RandomWord(random))])).ToList())];

    private static string RandomWord(Random random) =>
        new([.. Enumerable.Range(0, random.Next(30)).Select(_ => (char)('a' + random.Next(26)))]);

    private static string Element((string Name, string?[]? Tags)? element) => element is null ? "null"
        : $$"""{"name":"{{element.Value.Name}}","tags":{{Text(element.Value.Tags, tag => tag is null ? "null" : $"\"{tag}\"")}}}""";

    private static string ReadElement(object? element) => element is not Dictionary<string, object?> fields ? "null"
        : $$"""{"name":"{{fields["name"]}}","tags":{{Text((List<object?>?)fields["tags"], tag => tag is null ? "null" : $"\"{tag}\"")}}}""";

    private static string Text<T>(IEnumerable<T>? values, Func<T, string> text) =>
        values is null ? "null" : $"[{string.Join(',', values.Select(text))}]";

    private static string RandomText(Random random, int length)
    {
        string[] pieces = ["a", "\"", "\\", "/", "\b", "\f", "\n", "\r", "\t", "\0", "é", "日", "😀", "\u2028", "\uFFFF", " "];
        return string.Concat(Enumerable.Range(0, length).Select(_ => pieces[random.Next(pieces.Length)]));
    }

    private static string Quote(string text, Random random)
    {
        var quoted = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            var mustEscape = rune.Value < ' ' || rune.Value is '"' or '\\';
            if (!mustEscape && random.Next(3) > 0)
            {
                quoted.Append(rune.ToString());
                continue;
            }
            foreach (var unit in rune.ToString())
            {
                quoted.Append(random.Next(2) == 0 ? $"\\u{(int)unit:x4}" : $"\\u{(int)unit:X4}");
            }
        }
        return quoted.Append('"').ToString();
    }
}
