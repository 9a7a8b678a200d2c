using Lakehouse.Engine.Spark;
using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Engine.Tests.Spark;

/// <summary>Tests against a real Spark server, which they share.</summary>
[CollectionDefinition(Name)]
public sealed class SparkConnectCollection : ICollectionFixture<SparkConnectFixture>
{
    public const string Name = "spark connect";

    /// <summary>The trait that names what tests need.</summary>
    public const string Trait = "Category";

    public const string Spark = "Spark";

    internal static SparkSessionBuilder Builder(string connectionString) =>
        SparkSession.Builder(TimeProvider.System, Guid.NewGuid).Remote(connectionString);

    internal static SparkSession Open(SparkConnectFixture spark) => Builder(spark.Address).GetOrCreate();

    /// <summary>Retries that give up soon.</summary>
    internal static SparkRetryPolicy Impatient { get; } = new() { MaxRetries = 3, BackoffMultiplier = 2 };
}
