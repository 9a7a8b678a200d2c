using System.Text;
using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Log;

public sealed class CommitFileTests
{
    private const string Good =
        """
        {"commitInfo":{"timestamp":1,"operation":"WRITE","operationParameters":{"mode":"Append"},"txnId":"t"}}
        {"protocol":{"minReaderVersion":1,"minWriterVersion":2}}
        {"metaData":{"id":"m","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":{\"type\":\"array\",\"elementType\":\"decimal(10,2)\",\"containsNull\":true},\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{},"createdTime":1}}
        {"add":{"path":"a%20b.parquet","partitionValues":{"x":"1"},"size":10,"modificationTime":1,"dataChange":true,"stats":"{}"}}
        {"remove":{"path":"c.parquet","deletionTimestamp":1,"dataChange":true}}
        {"txn":{"appId":"app","version":1}}
        """;

    [Fact]
    public void A_commit_is_read()
    {
        var commit = Read(Encoding.UTF8.GetBytes(Good.Replace("\n", "\r\n\r\n")));
        Assert.Equal(4, commit.Version);
        Assert.Equal("t", commit.CommitInfo!.TxnId);
        Assert.Equal("a b.parquet", Assert.Single(commit.Adds).Path);
        Assert.Equal("c.parquet", Assert.Single(commit.Removes).Path);
        Assert.Equal("array", Assert.Single(commit.Metadata!.Schema.Fields).Type.Name);
        Assert.Equal("app", Assert.Single(commit.Transactions).AppId);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n\r\n")]
    [InlineData("{\"add\":{\"path\":\"a\",\"partit")]
    [InlineData("[]")]
    [InlineData("{} {}")]
    [InlineData("{\"add\":5}")]
    [InlineData("{\"add\":{\"size\":5}}")]
    [InlineData("{\"add\":{\"path\":null,\"size\":5}}")]
    [InlineData("{\"add\":{\"path\":\"a\",\"size\":99999999999999999999}}")]
    [InlineData("{\"add\":{\"path\":\"a\",\"size\":-1}}")]
    [InlineData("{\"protocol\":{\"minReaderVersion\":4294967296,\"minWriterVersion\":1}}")]
    [InlineData("{\"metaData\":{\"id\":\"m\",\"schemaString\":\"{\"}}")]
    [InlineData("{\"metaData\":{\"id\":\"m\",\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a\\\",\\\"type\\\":\\\"quantum\\\",\\\"nullable\\\":true,\\\"metadata\\\":{}}]}\"}}")]
    public void A_broken_commit_is_refused_with_its_file(string content)
    {
        var error = Assert.Throws<DeltaException>(() => Read(Encoding.UTF8.GetBytes(content)));
        Assert.Equal(ErrorCodes.MalformedCommit, error.Code);
        Assert.Equal("t/_delta_log/00000000000000000004.json", error.File);
        Assert.Equal(4, error.Version);
    }

    [Fact]
    public void Mutated_commits_are_refused_or_read_but_nothing_else()
    {
        var random = new Random(20_260_101);
        var good = Encoding.UTF8.GetBytes(Good);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = Mutate(random, good);
            try
            {
                Read(bytes);
            }
            catch (DeltaException error)
            {
                Assert.Equal(ErrorCodes.MalformedCommit, error.Code);
            }
        }
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var line = "{\"x\":" + new string('[', 100_000);
        Assert.Throws<DeltaException>(() => Read(Encoding.UTF8.GetBytes(line)));
    }

    private static byte[] Mutate(Random random, byte[] good)
    {
        var bytes = good.ToList();
        for (var change = random.Next(1, 4); change > 0; change--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(5))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes.RemoveRange(at, bytes.Count - at); bytes.Add((byte)'\n'); break;
                case 2: bytes.RemoveAt(at); break;
                case 3: bytes.Insert(at, "\"{}[],:0\0\u00ff"u8[random.Next(10)]); break;
                default: bytes.InsertRange(at, bytes.Take(random.Next(40)).ToList()); break;
            }
            if (bytes.Count == 0) bytes.Add((byte)'{');
        }
        return [.. bytes];
    }

    private static TableCommit Read(byte[] content) => CommitFile.Read("t", 4, LogPath.Commit("t", 4), content);
}
