using Lakehouse.TestKit.Spark;
using Xunit;

namespace Lakehouse.Conformance.Tests.Dialects;

/// <summary>Tests that compare DuckDB with a Spark server, which they share.</summary>
[CollectionDefinition(Name)]
public sealed class SparkConnectCollection : ICollectionFixture<SparkConnectFixture>
{
    public const string Name = "spark connect";
}
