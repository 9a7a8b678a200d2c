using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Log;
using Lakehouse.Delta.Schemas;
using Xunit;

namespace Lakehouse.Delta.Tests.Actions;

public sealed class ActionTests
{
    public static TheoryData<DeltaAction, string> Lines => new()
    {
        {
            new AddFile
            {
                Path = "day=a b/part-%1.parquet",
                PartitionValues = new Dictionary<string, string?> { ["day"] = "a b", ["n"] = null },
                SizeBytes = 841_454,
                ModificationTime = 1_512_909_768_000,
                StatsJson = "{\"numRecords\":1}",
                Tags = new Dictionary<string, string?> { ["k"] = "v" },
            },
            """{"add":{"path":"day=a%20b/part-%251.parquet","partitionValues":{"day":"a b","n":null},"size":841454,"modificationTime":1512909768000,"dataChange":true,"stats":"{\"numRecords\":1}","tags":{"k":"v"}}}"""
        },
        {
            new RemoveFile
            {
                Path = "part-1.parquet",
                PartitionValues = new Dictionary<string, string?>(),
                SizeBytes = 5,
                DeletionTimestamp = 1_515_488_792_485,
                DataChange = false,
            },
            """{"remove":{"path":"part-1.parquet","deletionTimestamp":1515488792485,"dataChange":false,"extendedFileMetadata":true,"partitionValues":{},"size":5}}"""
        },
        {
            new AddFile
            {
                Path = "p",
                PartitionValues = new Dictionary<string, string?>(),
                SizeBytes = 1,
                ModificationTime = 2,
                DeletionVector = new DeletionVectorDescriptor("u", "ab^-aqEH.-t@S}K{vb[*k^", 4, 40, 6),
                BaseRowId = 7,
                DefaultRowCommitVersion = 8,
                ClusteringProvider = "liquid",
            },
            """{"add":{"path":"p","partitionValues":{},"size":1,"modificationTime":2,"dataChange":true,"deletionVector":{"storageType":"u","pathOrInlineDv":"ab^-aqEH.-t@S}K{vb[*k^","offset":4,"sizeInBytes":40,"cardinality":6},"baseRowId":7,"defaultRowCommitVersion":8,"clusteringProvider":"liquid"}}"""
        },
        {
            new SetTransaction("3ba13872-2d47-4e17-86a0-21afd2a22395", 364_475, 5),
            """{"txn":{"appId":"3ba13872-2d47-4e17-86a0-21afd2a22395","version":364475,"lastUpdated":5}}"""
        },
        {
            new Protocol(3, 7) { ReaderFeatures = ["timestampNtz"], WriterFeatures = ["timestampNtz", "appendOnly"] },
            """{"protocol":{"minReaderVersion":3,"minWriterVersion":7,"readerFeatures":["timestampNtz"],"writerFeatures":["timestampNtz","appendOnly"]}}"""
        },
        {
            new Metadata
            {
                Id = "af23c9d7",
                Schema = new StructType([new StructField("a", PrimitiveType.Integer)]),
                PartitionColumns = ["a"],
                Configuration = new Dictionary<string, string> { ["delta.appendOnly"] = "true" },
                CreatedTime = 9,
            },
            """{"metaData":{"id":"af23c9d7","format":{"provider":"parquet","options":{}},"schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"a\",\"type\":\"integer\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":["a"],"configuration":{"delta.appendOnly":"true"},"createdTime":9}}"""
        },
        {
            new DomainMetadata("delta.x", "{}", true),
            """{"domainMetadata":{"domain":"delta.x","configuration":"{}","removed":true}}"""
        },
        {
            new AddCdcFile { Path = "_change_data/c.parquet", PartitionValues = new Dictionary<string, string?>(), SizeBytes = 3 },
            """{"cdc":{"path":"_change_data/c.parquet","partitionValues":{},"size":3,"dataChange":false}}"""
        },
    };

    [Theory]
    [MemberData(nameof(Lines))]
    public void Actions_are_written_as_the_protocol_says(DeltaAction action, string line) =>
        Assert.Equal(line + "\n", Encoding.UTF8.GetString(CommitFile.Write([action]).Span));

    [Theory]
    [MemberData(nameof(Lines))]
    public void Actions_read_back_are_written_the_same_again(DeltaAction action, string line)
    {
        var read = new ActionReader().Read(Encoding.UTF8.GetBytes(line));
        Assert.Equal(action.GetType(), read!.GetType());
        Assert.Equal(line + "\n", Encoding.UTF8.GetString(CommitFile.Write([read]).Span));
    }

    [Fact]
    public void Unknown_actions_and_fields_are_passed_over()
    {
        var reader = new ActionReader();
        Assert.Null(reader.Read("""{"future":{"path":[1,{"a":2}]}}"""u8));
        Assert.Null(reader.Read("""{"add":null}"""u8));
        var transaction = reader.Read("""{"txn":{"appId":"a","new":{"x":[]},"version":1,"other":null}}"""u8);
        Assert.Equal(new SetTransaction("a", 1), transaction);
    }

    [Fact]
    public void Commit_info_of_any_shape_is_read()
    {
        var info = Assert.IsType<CommitInfo>(new ActionReader().Read(
            """{"commitInfo":{"timestamp":"soon","operation":{"a":1},"operationParameters":{"mode":"Append","n":5,"l":["x"]},"isBlindAppend":"yes","operationMetrics":7,"txnId":"t","tags":{}}}"""u8));
        Assert.Null(info.Timestamp);
        Assert.Null(info.Operation);
        Assert.Null(info.IsBlindAppend);
        Assert.Null(info.OperationMetrics);
        Assert.Equal("t", info.TxnId);
        Assert.Equal(["Append", "5", "[\"x\"]"], info.OperationParameters.Values);
    }

    [Fact]
    public void Maps_that_are_the_same_in_many_actions_are_kept_once()
    {
        var reader = new ActionReader();
        var one = Add("a", "x");
        var same = Add("b", "x");
        var other = Add("c", "y");
        Assert.Same(one.PartitionValues, same.PartitionValues);
        Assert.Equal("y", other.PartitionValues["k"]);
        Assert.Equal("x", one.PartitionValues["k"]);

        AddFile Add(string path, string value) => (AddFile)reader.Read(Encoding.UTF8.GetBytes(
            $$$"""{"add":{"path":"{{{path}}}","partitionValues":{"k":"{{{value}}}"},"size":1}}"""))!;
    }
}
