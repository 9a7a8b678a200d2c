namespace Lakehouse.TestKit;

/// <summary>Code of tests that pages of the documentation show.</summary>
public static class PageCode
{
    /// <summary>What stands in a test's file between the two comments that mark a page's code, as a block of Markdown.</summary>
    /// <param name="file">Path of the test's file below the repository.</param>
    public static string BlockOf(params string[] file)
    {
        var code = File.ReadAllLines(Path.Combine([Repository.Root, .. file]))
            .SkipWhile(line => !line.Contains("// Begin of the page's code.", StringComparison.Ordinal)).Skip(1)
            .TakeWhile(line => !line.Contains("// End of the page's code.", StringComparison.Ordinal))
            .Select(line => line.Length == 0 ? line : line[8..]);
        return $"```csharp\n{string.Join('\n', code)}\n```\n";
    }
}
