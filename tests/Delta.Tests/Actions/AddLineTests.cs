using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Actions;

/// <summary>Lines that add files, as they are kept without an object for each, against the general reader.</summary>
public sealed class AddLineTests
{
    private const string Common =
        """{"add":{"path":"a=1/x.parquet","partitionValues":{"a":"1","b":null},"size":10,"modificationTime":5,"dataChange":true,"stats":"{\"numRecords\":1,\"minValues\":{\"s\":\"\\\\\"}}"}}""";

    [Theory]
    [InlineData(Common)]
    [InlineData("""{"add":{"size":0,"path":"ü.parquet"}}""")]
    [InlineData("""{"add":{"stats":"","dataChange":false,"path":"x","partitionValues":{},"size":999999999999999999}}""")]
    public void The_common_form_is_read(string line)
    {
        var files = new FileTableBuilder();
        Assert.True(new AddLineReader(files).TryRead(Encoding.UTF8.GetBytes(line)));
        var expected = new ActionReader().Read(Encoding.UTF8.GetBytes(line));
        Assert.Equal(TextOf([expected!]), TextOf(files.ToList()));
    }

    [Theory]
    [InlineData("""{"add":{"path":"a%20b","size":1}}""")]
    [InlineData("""{"add":{"path":"a\"b","size":1}}""")]
    [InlineData("""{"add":{"path":"a","size":01}}""")]
    [InlineData("""{"add":{"path":"a","size":1000000000000000000}}""")]
    [InlineData("""{"add":{"path":"a","size":-1}}""")]
    [InlineData("""{"add":{"path":"a","size":1.0}}""")]
    [InlineData("""{"add":{"path":"a","size":"modificationTime":5,"size":3}}""")]
    [InlineData("""{"add":{"path":"a","path":"b","size":1}}""")]
    [InlineData("""{"add":{"path":"a","size":1,"stats":"\u0041"}}""")]
    [InlineData("""{"add":{"path":"a","size":1,"stats":null}}""")]
    [InlineData("""{"add":{"path":"a","size":1,"tags":{}}}""")]
    [InlineData("""{"add":{"path":"a","size":1,"partitionValues":{"a":{}}}}""")]
    [InlineData("""{"add":{"path":"a","size": 1}}""")]
    [InlineData("""{"add":{"path":"a","size":1}} """)]
    [InlineData("""{"add":{"path":"a","size":1},"txn":{}}""")]
    [InlineData("""{"add":{"path":"a"}}""")]
    [InlineData("""{"remove":{"path":"a","size":1}}""")]
    [InlineData("")]
    public void Every_other_form_is_left_to_the_general_reader(string line)
    {
        var files = new FileTableBuilder();
        Assert.False(new AddLineReader(files).TryRead(Encoding.UTF8.GetBytes(line)));
        Assert.True(files.IsEmpty);
    }

    [Fact]
    public void Mutated_lines_are_read_or_refused_as_the_general_reader_does()
    {
        var random = new Random(20_261_122);
        var read = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Encoding.UTF8.GetBytes(Common).ToList();
            for (var change = random.Next(1, 3); change > 0; change--)
            {
                var at = random.Next(bytes.Count);
                if (random.Next(3) == 0) bytes.RemoveAt(at);
                else if (random.Next(2) == 0) bytes[at] = Any();
                else bytes.Insert(at, Any());
            }
            var (general, kept) = (Text([.. bytes], null), Text([.. bytes], new FileTableBuilder()));
            Assert.Equal(general, kept);
            read += kept is null ? 0 : 1;
        }
        Assert.InRange(read, 1_000, 19_000);

        byte Any() => "\"\\{}[],:0159 \n%ntfsu\u00ff"u8[random.Next(22)];
    }

    private static string TextOf(IEnumerable<DeltaAction> actions) => Encoding.UTF8.GetString(CommitFile.Write(actions).Span);

    private static string? Text(byte[] content, FileTableBuilder? files)
    {
        try
        {
            var actions = CommitFile.ReadActions(content, files);
            return TextOf(files is null ? actions : [.. actions, .. files.ToList()]);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }
}
