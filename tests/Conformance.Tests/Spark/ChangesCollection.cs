using Xunit;

namespace Lakehouse.Conformance.Tests.Spark;

/// <summary>The tests that share the Spark process of <see cref="ChangedTables"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ChangesCollection : ICollectionFixture<ChangedTables>
{
    public const string Name = "Spark changes";
}
