using System.Runtime.InteropServices;

namespace Lakehouse.Engine.Storage;

/// <summary>Makes what was written survive a loss of power.</summary>
internal static partial class Durability
{
    private const int Flushes = 4;

    /// <summary>Flushes files and the directories that they stand in, up to and with <paramref name="root"/>.</summary>
    public static void Flush(IEnumerable<string> files, string root)
    {
        var paths = files.ToList();
        Each(paths, FlushFile);
        var directories = new HashSet<string>();
        foreach (var path in paths)
        {
            for (var directory = Path.GetDirectoryName(path);
                directory is not null && directory.Length >= root.Length && directories.Add(directory);
                directory = Path.GetDirectoryName(directory))
            {
            }
        }
        Each([.. directories], FlushDirectory);
    }

    // A disk takes several flushes at a time; more threads than that only wait.
    private static void Each(List<string> paths, Action<string> flush)
    {
        var next = -1;
        void Work()
        {
            for (var i = Interlocked.Increment(ref next); i < paths.Count; i = Interlocked.Increment(ref next))
            {
                flush(paths[i]);
            }
        }
        var helpers = Enumerable.Range(0, Math.Clamp(paths.Count - 1, 0, Flushes - 1)).Select(_ => Task.Run(Work)).ToArray();
        try
        {
            Work();
        }
        finally
        {
            Task.WhenAll(helpers).GetAwaiter().GetResult();
        }
    }

    private static void FlushFile(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Flushes a directory's entries; Windows keeps them in its journal and has no call for it.</summary>
    public static void FlushDirectory(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }
        var descriptor = Open(path, 0);
        if (descriptor < 0)
        {
            throw Failure(path);
        }
        try
        {
            if (Sync(descriptor) != 0)
            {
                throw Failure(path);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string path) =>
        new($"The directory {path} could not be flushed: {Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
