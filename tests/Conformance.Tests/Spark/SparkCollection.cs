using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>The tests that share one Spark process.</summary>
[CollectionDefinition(Name)]
public sealed class SparkCollection : ICollectionFixture<SparkEvidence>
{
    public const string Name = "Spark";
}
