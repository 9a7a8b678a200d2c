using System.Runtime.InteropServices;

namespace Lakehouse.Engine.Storage;

/// <summary>
/// Gives a file another name in one step, unless that name is taken: a hard link and an unlink on Unix, where .NET's own
/// move looks first and then replaces; the system's move on Windows, which never replaces.
/// </summary>
internal static partial class NoReplaceRename
{
    private const int AlreadyExists = 17;

    /// <summary>False when the name is taken; the source is then still there.</summary>
    public static bool TryRename(string source, string target)
    {
        if (OperatingSystem.IsWindows())
        {
            try
            {
                File.Move(source, target, overwrite: false);
                return true;
            }
            catch (IOException) when (File.Exists(target))
            {
                return false;
            }
        }
        if (Link(source, target) == 0)
        {
            File.Delete(source);
            return true;
        }
        var error = Marshal.GetLastPInvokeError();
        return error == AlreadyExists
            ? false
            : throw new IOException($"The file {target} could not be made: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    [LibraryImport("libc", EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Link(string source, string target);
}
