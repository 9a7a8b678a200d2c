using Lakehouse.Delta.Ports;
using Lakehouse.TestKit.Storage;

namespace Lakehouse.Engine.Tests.Storage;

/// <summary>The storage that other tests use in place of a real one does what a real one does.</summary>
public sealed class InMemoryStorageTests : StorageContractTests
{
    protected override IStorage Storage { get; } = new InMemoryStorage(TimeProvider.System);
}
