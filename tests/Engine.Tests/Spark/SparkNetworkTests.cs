using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Connections that break, streams that end early, servers that die.</summary>
[Collection(SparkConnectCollection.Name)]
[Trait(SparkConnectCollection.Trait, SparkConnectCollection.Spark)]
public sealed class SparkNetworkTests(SparkConnectFixture spark)
{
    private const string Slow = "SELECT id, java_method('java.lang.Thread', 'sleep', CAST(1700 AS BIGINT)) AS s FROM range(0, 2, 1, 1)";

    [SkippableFact]
    public void A_query_goes_on_when_the_server_ends_its_stream()
    {
        using var session = SparkConnectCollection.Open(spark);

        // The server ends each stream after a second; this takes more than three.
        var rows = session.Sql(Slow).Collect();

        Assert.Equal([0L, 1L], rows.Select(row => row.Get(0)));
    }

    [SkippableFact]
    public async Task A_query_cut_at_any_chunk_gives_every_row_once()
    {
        using var proxy = new CuttingProxy(spark.Address, chunkSize: 200);
        var cuts = 0;
        for (var chunk = 1; ; chunk++)
        {
            await using var session = await Builder(proxy).GetOrCreateAsync(default);
            var connections = proxy.Connections;
            proxy.CutAt(chunk);

            var query = await session.SqlAsync("SELECT id FROM range(0, 300, 1, 3)");
            var rows = await query.CollectAsync();

            Assert.Equal(Enumerable.Range(0, 300).Select(i => (object)(long)i), rows.Select(row => row.Get(0)));
            if (proxy.Connections == connections)
            {
                break;
            }

            cuts++;
        }

        Assert.True(cuts > 5, $"{cuts} cuts");
    }

    [SkippableFact]
    public async Task A_write_cut_at_any_chunk_runs_once()
    {
        using var folder = new TemporaryFolder();
        using var proxy = new CuttingProxy(spark.Address, chunkSize: 60);
        await using var witness = SparkConnectCollection.Open(spark);
        var table = $"delta.`{folder.At("t")}`";
        await witness.SqlAsync($"CREATE TABLE {table} (n INT) USING delta");
        var cuts = 0;
        var written = 0;
        for (var chunk = 1; ; chunk++)
        {
            await using var session = await Builder(proxy).GetOrCreateAsync(default);
            var connections = proxy.Connections;
            proxy.CutAt(chunk);

            await session.SqlAsync($"INSERT INTO {table} VALUES ({chunk})");

            written++;
            if (proxy.Connections == connections)
            {
                break;
            }

            cuts++;
        }

        var rows = witness.Sql($"SELECT n FROM {table} ORDER BY n").Collect();
        Assert.Equal(Enumerable.Range(1, written).Cast<object>(), rows.Select(row => row.Get(0)));
        Assert.Equal(written + 1, Directory.GetFiles(folder.At("t/_delta_log"), "*.json").Length);
        Assert.True(cuts > 3, $"{cuts} cuts");
    }

    [SkippableFact]
    public void A_killed_server_is_told_and_a_restarted_one_is_not_mistaken_for_it()
    {
        using var folder = new TemporaryFolder();
        var server = SparkServer.Start();
        using (server)
        {
            using var session = SparkConnectCollection.Builder(server.Address).Retry(SparkConnectCollection.Impatient).GetOrCreate();
            session.Sql("SELECT 1 AS a").CreateOrReplaceTempView("mine");
            server.Kill();

            var gone = Assert.Throws<SparkException>(() => session.Sql("SELECT 1").Collect());
            Assert.Equal(ErrorCodes.SparkUnreachable, gone.Code);
            Assert.Contains(server.Address, gone.Message);

            using var next = SparkServer.Start(server.Port);
            var changed = Assert.Throws<SparkException>(() => session.Sql($"CREATE TABLE delta.`{folder.At("t")}` (n INT) USING delta"));
            Assert.Equal(ErrorCodes.SparkSessionLost, changed.Code);
            Assert.False(changed.IsTransient);
            Assert.False(Directory.Exists(folder.At("t")));
        }
    }

    [SkippableFact]
    public async Task A_server_that_dies_under_a_statement_is_told()
    {
        using var server = SparkServer.Start();
        await using var session = await SparkConnectCollection.Builder(server.Address).Retry(SparkConnectCollection.Impatient).GetOrCreateAsync(default);
        var query = await session.SqlAsync(Slow);
        var running = query.CollectAsync();
        await Task.Delay(500);

        server.Kill();

        var error = await Assert.ThrowsAsync<SparkException>(() => running);
        Assert.Equal((ErrorCodes.SparkUnreachable, true), (error.Code, error.IsTransient));
    }

    [SkippableFact]
    public async Task Calls_are_encrypted_where_the_certificate_is_trusted()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var proxy = new CuttingProxy(spark.Address, certificate: certificate);
        var builder = SparkConnectCollection.Builder($"{proxy.Address}/;use_ssl=true").Retry(SparkConnectCollection.Impatient);

        var error = Assert.Throws<SparkException>(builder.GetOrCreate);
        Assert.Equal(ErrorCodes.SparkDenied, error.Code);
        Assert.Contains("certificate", error.Message);

        using var trusting = new SocketsHttpHandler
        {
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, given, _, _) => given?.GetCertHashString() == certificate.GetCertHashString(),
            },
        };
        await using var session = await builder.With(builder.Options with { HttpHandler = trusting }).GetOrCreateAsync(default);
        Assert.Equal(1, (await (await session.SqlAsync("SELECT 1")).CollectAsync()).Single().Get(0));
    }

    private static SparkSessionBuilder Builder(CuttingProxy proxy) => SparkConnectCollection.Builder(proxy.Address);
}
