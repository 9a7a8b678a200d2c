using Lakehouse.Quality;
using Lakehouse.Quality.Projects;

namespace Lakehouse.Medallion.Projects;

/// <summary>Reads a project from its folder.</summary>
public static class ProjectFolder
{
    private const string Settings = "lakehouse.yaml";
    private const long LargestFileBytes = 16 << 20;

    private static readonly string[] Folders = ["contracts", "sources", "products"];
    private static readonly string[] Endings = [".yaml", ".yml", ".sql"];

    /// <summary>Reads and checks all files of the project.</summary>
    /// <param name="folder">The project folder.</param>
    /// <param name="environment">Name of the environment whose settings win; null for none.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.ProjectFolder"/>: the folder cannot be read.</exception>
    /// <exception cref="ContractException">The project is wrong; all problems at once.</exception>
    public static Project Read(string folder, string? environment)
    {
        if (!File.Exists(Path.Combine(folder, Settings)))
        {
            throw new MedallionException(
                ErrorCodes.ProjectFolder,
                $"there is no {Settings} in {folder}. Name the project folder, or make one with 'medallion init DIR'.");
        }
        try
        {
            return ProjectReader.Read([.. Files(folder)], environment);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedallionException(ErrorCodes.ProjectFolder, $"the project cannot be read: {e.Message}", e);
        }
    }

    private static IEnumerable<ProjectFile> Files(string folder)
    {
        yield return Load(folder, Path.Combine(folder, Settings));
        foreach (var part in Folders.Select(name => Path.Combine(folder, name)).Where(Directory.Exists))
        {
            var files = Directory.EnumerateFiles(part, "*", SearchOption.AllDirectories)
                .Where(file => Endings.Contains(Path.GetExtension(file), StringComparer.OrdinalIgnoreCase))
                .Order(StringComparer.Ordinal);
            foreach (var file in files)
            {
                yield return Load(folder, file);
            }
        }
    }

    private static ProjectFile Load(string folder, string file)
    {
        if (new FileInfo(file).Length > LargestFileBytes)
        {
            throw new MedallionException(
                ErrorCodes.ProjectFolder, $"{file} is larger than {LargestFileBytes} bytes. Split it, or move data out of it.");
        }
        return new ProjectFile(
            Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/'), File.ReadAllText(file));
    }
}
