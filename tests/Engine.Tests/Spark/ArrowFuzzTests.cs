using Lakehouse.Engine.Spark.Client;
using Lakehouse.Engine.Spark.Grpc;
using Lakehouse.Engine.Spark.Protocol;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Broken bytes are an error with a code, whatever breaks; the bytes come from a real server.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class ArrowFuzzTests(SparkConnectFixture spark)
{
    private const string Query =
        "SELECT id, CAST(id AS STRING) AS s, IF(id % 2 = 0, NULL, CAST(id AS DECIMAL(38,2))) AS d, array(id, NULL) AS a, "
        + "map('k', named_struct('x', DATE'2024-01-01', 'y', true)) AS m, NULL AS n, X'0102' AS b, current_timestamp() AS t FROM range(0, 20, 1, 1)";

    [SkippableFact]
    public async Task Data_cut_anywhere_is_refused()
    {
        var data = await DataAsync();
        Assert.Equal(20, Read(data));

        // Without its end mark a stream is whole all the same.
        var codes = Enumerable.Range(0, data.Length - 8).Select(length => (Length: length, Code: Code(data[..length]))).ToList();

        // It may also end behind its schema; the client then finds that the rows are not as many as the server said.
        var schemaOnly = Assert.Single(codes, code => code.Code is null).Length;
        Assert.Equal(0, Read(data[..schemaOnly]));
        Assert.All(codes, code => Assert.True(code.Code is null or ErrorCodes.ArrowBroken));
    }

    [SkippableFact]
    public async Task Data_with_a_changed_byte_is_read_or_refused()
    {
        var data = await DataAsync();
        byte[] values = [0, 1, 2, 0x7F, 0x80, 0xFE, 0xFF];
        var refused = 0;
        for (var i = 0; i < data.Length; i++)
        {
            foreach (var value in values)
            {
                var changed = (byte[])data.Clone();
                changed[i] = value;
                refused += Code(changed) is null ? 0 : 1;
            }
        }

        Assert.InRange(refused, data.Length / 4, data.Length * values.Length);
    }

    [SkippableFact]
    public async Task Data_with_many_changed_bytes_is_read_or_refused()
    {
        var data = await DataAsync();
        var random = new Random(20241121);
        for (var i = 0; i < 20_000; i++)
        {
            var changed = (byte[])data.Clone();
            for (var n = random.Next(1, 12); n > 0; n--)
            {
                changed[random.Next(data.Length)] = (byte)random.Next(256);
            }

            Code(changed);
        }
    }

    [Fact]
    public async Task Frames_of_random_bytes_are_read_or_refused()
    {
        var random = new Random(20241121);
        for (var i = 0; i < 20_000; i++)
        {
            var bytes = new byte[random.Next(40)];
            random.NextBytes(bytes);
            if (random.Next(2) == 0 && bytes.Length > 3)
            {
                bytes.AsSpan(0, 4).Clear();
            }

            var frames = new MessageFrames(new MemoryStream(bytes), 1 << 20);
            try
            {
                while (await frames.ReadAsync(default) is { } message)
                {
                    Assert.True(message.Length <= bytes.Length);
                }
            }
            catch (RpcException e)
            {
                Assert.True(e.StatusCode is StatusCode.Internal or StatusCode.ResourceExhausted);
            }
        }
    }

    private async Task<byte[]> DataAsync()
    {
        await using var session = SparkConnectCollection.Open(spark);
        var plan = new Plan { Root = new Relation { Sql = new SQL { Query = Query } } };
        await foreach (var response in session.ExecuteAsync(plan, default))
        {
            if (response.ArrowBatch is { RowCount: > 0 } batch)
            {
                return batch.Data.ToByteArray();
            }
        }

        throw new InvalidOperationException("The query gave no batch.");
    }

    private static string? Code(byte[] data)
    {
        try
        {
            Read(data);
            return null;
        }
        catch (EngineException e)
        {
            Assert.True(e.Code is ErrorCodes.ArrowBroken or ErrorCodes.ArrowUnsupported or ErrorCodes.ValueNotRepresentable, e.Message);
            return e.Code;
        }
    }

    private static int Read(byte[] data)
    {
        var rows = 0;
        foreach (var batch in PlanResult.Batches(data))
        {
            // A changed count may claim any number of rows where nothing but nulls is to be read.
            rows += PlanResult.Rows(batch).Take(1000).Count();
        }

        return rows;
    }
}
