namespace Lakehouse.Engine.Storage;

/// <summary>Makes what was written survive a loss of power.</summary>
internal static class Durability
{
    /// <summary>Flushes files and the directories that they stand in, up to and with <paramref name="root"/>.</summary>
    public static void Flush(IEnumerable<string> files, string root)
    {
        var paths = files.ToList();
        Parallel.ForEach(paths, FlushFile);
        var directories = new HashSet<string>();
        foreach (var path in paths)
        {
            for (var directory = Path.GetDirectoryName(path);
                directory is not null && directory.Length >= root.Length && directories.Add(directory);
                directory = Path.GetDirectoryName(directory))
            {
            }
        }
        Parallel.ForEach(directories, FlushDirectory);
    }

    private static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    // Windows keeps directory entries in its journal and cannot open a directory for this.
    private static void FlushDirectory(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            using var handle = File.OpenHandle(path);
            RandomAccess.FlushToDisk(handle);
        }
    }
}
