namespace Lakehouse.TestKit;

/// <summary>The working copy that the running tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds the solution file.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lakehouse.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No Lakehouse.sln above '{AppContext.BaseDirectory}'.");
    }
}
