using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads paths and sees to it that they stay where they belong.</summary>
internal static class RootPath
{
    /// <summary>A folder that may be absolute, but does not climb.</summary>
    public static string? Read(MappingReader reader, string key)
    {
        var path = reader.Text(key);
        return path is null || Accept(reader, key, path, Climbs(path), "Use an absolute path instead of '..'.") ? path : null;
    }

    /// <summary>A path below another folder.</summary>
    public static string? ReadBelow(MappingReader reader, string key)
    {
        var path = reader.Text(key);
        var leaves = path is not null && (Climbs(path) || path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal)
            || path.Contains(':', StringComparison.Ordinal));
        return path is null || Accept(reader, key, path, leaves, "Use a path below the landing root, with '/'.") ? path : null;
    }

    private static bool Climbs(string path) => path.Split('/', '\\').Contains("..");

    private static bool Accept(MappingReader reader, string key, string path, bool leaves, string suggestion)
    {
        if (leaves || path.Contains('\n', StringComparison.Ordinal))
        {
            reader.Report(ErrorCodes.PathLeavesRoot, key, $"'{key}' of {reader.Subject} leads out of its folder", suggestion);
            return false;
        }
        return true;
    }
}
