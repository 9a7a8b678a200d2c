namespace Lakehouse.TestKit.Spark;

/// <summary>
/// The Spark server that the tests of an assembly share, started when first asked for. It ends streams of answers after a second,
/// so that every longer statement has to be taken up again.
/// </summary>
public sealed class SparkConnectFixture : IDisposable
{
    private readonly Lazy<SparkServer> _server =
        new(() => SparkServer.Start(0, "spark.connect.execute.reattachable.senderMaxStreamDuration=1s"));

    /// <summary>Its address; skips the test where there is no test bed.</summary>
    public string Address => _server.Value.Address;

    public void Dispose()
    {
        if (_server.IsValueCreated)
        {
            _server.Value.Dispose();
        }
    }
}
