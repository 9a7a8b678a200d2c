using Xunit;

namespace Lakehouse.Engine.Tests;

/// <summary>Tests that measure the memory of the whole process: no others run meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
