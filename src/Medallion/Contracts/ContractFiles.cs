using Lakehouse.Medallion.Projects;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Medallion.Contracts;

/// <summary>Reads contracts by themselves, of a project or not.</summary>
public static class ContractFiles
{
    private const long LargestFileBytes = 16 << 20;

    /// <summary>Reads a contract: a YAML file, else a JSON Schema with the files that it refers to.</summary>
    /// <param name="path">Path of the file.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The contract is wrong.</exception>
    public static Contract Load(string path)
    {
        if (IsYaml(path))
        {
            // Problems name the file as it was typed.
            return ContractReader.Read(path.Replace(Path.DirectorySeparatorChar, '/'), SchemaFolder.Read(path, LargestFileBytes));
        }
        var files = SchemaFolder.LoadWithReferences(path, out var root);
        return ContractReader.ReadSchema(root, files);
    }

    internal static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";
}
