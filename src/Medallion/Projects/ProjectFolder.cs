using System.Text;
using Lakehouse.Quality;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>Loads the files of a project's folder.</summary>
public static class ProjectFolder
{
    private const string Settings = "lakehouse.yaml";
    private const long LargestFileBytes = 16 << 20;

    // Up to so many are read before another thread would begin.
    private const int Few = 64;

    private static readonly string[] Folders = ["contracts", "sources", "products", "expectations"];
    private static readonly string[] Endings = [".yaml", ".yml", ".sql", ".json"];

    // Schemas that producers share with others; they are compared with their earlier versions, and nothing else.
    private static readonly string[] SchemaEndings = [".avsc", ".proto"];

    /// <summary>The project's files with their texts; what is in them is not looked at.</summary>
    /// <param name="folder">The project folder.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.ProjectFolder"/>: the folder cannot be read.</exception>
    public static IReadOnlyList<ProjectFile> Load(string folder)
    {
        if (!File.Exists(Path.Combine(folder, Settings)))
        {
            throw new MedallionException(
                ErrorCodes.ProjectFolder,
                $"there is no {Settings} in {folder}. Name the project folder, or make one with 'medallion init DIR'.");
        }
        try
        {
            return ManyItems.Read([.. Files(folder)], path => Load(folder, path), Few);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedallionException(ErrorCodes.ProjectFolder, $"the project cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<string> Files(string folder)
    {
        yield return Path.Combine(folder, Settings);
        foreach (var part in Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
        {
            var files = Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)
                    || (Path.GetFileName(part) == "contracts" && SchemaEndings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal);
            foreach (var file in files)
            {
                yield return file;
            }
        }
    }

    private static ProjectFile Load(string folder, string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, bufferSize: 0);
        if (stream.Length > LargestFileBytes)
        {
            throw new MedallionException(
                ErrorCodes.ProjectFolder, $"{file} is larger than {LargestFileBytes} bytes. Split it, or move data out of it.");
        }
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var path = file.AsSpan(folder.Length).TrimStart([Path.DirectorySeparatorChar, '/']).ToString();
        return new ProjectFile(path.Replace(Path.DirectorySeparatorChar, '/'), Text(bytes));
    }

    // Other marks at the beginning than that of UTF-8 are left to the library, which takes several times as long.
    private static string Text(byte[] bytes)
    {
        if (bytes is [0xFE or 0xFF or 0, ..])
        {
            using var reader = new StreamReader(new MemoryStream(bytes));
            return reader.ReadToEnd();
        }
        return Encoding.UTF8.GetString(bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes.AsSpan(3) : bytes);
    }
}
