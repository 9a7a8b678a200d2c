using Xunit;

namespace Lakehouse.TestKit;

/// <summary>
/// The folder "shared" that lies beside the repository: fixtures, golden tables and the bench generator. The environment
/// variable LAKEHOUSE_SHARED names it when it lies elsewhere.
/// </summary>
public static class SharedFolder
{
    /// <summary>Where it should be, whether it is there or not.</summary>
    public static string Root { get; } = Path.GetFullPath(
        Environment.GetEnvironmentVariable("LAKEHOUSE_SHARED") ?? Path.Combine(Repository.Root, "..", "shared"));

    /// <summary>The path of a file or folder in it; skips the test when that is missing.</summary>
    public static string Require(params string[] parts)
    {
        var path = Path.Combine([Root, .. parts]);
        Skip.IfNot(Path.Exists(path), $"'{Path.Combine(["shared", .. parts])}' is not on this machine.");
        return path;
    }
}
