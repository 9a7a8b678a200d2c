using Lakehouse.Engine.Json;
using Lakehouse.Medallion.Projects;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Iglu;

namespace Lakehouse.Medallion.Contracts;

/// <summary>What records are judged by: a contract, or a judge made of JSON Schemas. One of the two is there.</summary>
internal sealed record RecordRules(Contract? Contract, RecordJudge? Judge)
{
    private const long LargestFileBytes = 16 << 20;

    /// <summary>Reads them from a contract, a JSON Schema, or a folder of self-describing schemas.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The contract or schema is wrong.</exception>
    public static RecordRules Load(string path, SchemaOptions options)
    {
        if (Directory.Exists(path))
        {
            return new RecordRules(null, SchemaJudge.Of(new IgluSchemas([.. SchemaFolder.LoadAll(path)], options)));
        }
        if (IsYaml(path))
        {
            return new RecordRules(LoadContract(path), null);
        }
        var files = SchemaFolder.LoadWithReferences(path, out var root);
        return new RecordRules(null, SchemaJudge.Of(new SchemaSet(files, options).Compile(root)));
    }

    /// <summary>Reads a contract: a YAML file, else a JSON Schema with the files that it refers to.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The contract is wrong.</exception>
    public static Contract LoadContract(string path)
    {
        if (IsYaml(path))
        {
            return ContractReader.Read(ContractName(path), SchemaFolder.Read(path, LargestFileBytes));
        }
        var files = SchemaFolder.LoadWithReferences(path, out var root);
        return ContractReader.ReadSchema(root, files);
    }

    private static bool IsYaml(string path) => Path.GetExtension(path).ToLowerInvariant() is ".yaml" or ".yml";

    // Problems name the file as it was typed.
    private static string ContractName(string path) => path.Replace(Path.DirectorySeparatorChar, '/');
}
