using Lakehouse.TestKit.Storage;
using Xunit;

namespace Lakehouse.Engine.Tests;

/// <summary>Tests against a real Blob server, which they share.</summary>
[CollectionDefinition(Name)]
public sealed class AzuriteCollection : ICollectionFixture<AzuriteServer>
{
    public const string Name = "azurite";
}
