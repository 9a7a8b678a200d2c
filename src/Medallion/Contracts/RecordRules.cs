using Lakehouse.Engine.Json;
using Lakehouse.Medallion.Projects;
using Lakehouse.Medallion.Silver;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Contracts.Versions;
using Lakehouse.Quality.JsonSchema;
using Lakehouse.Quality.JsonSchema.Iglu;

namespace Lakehouse.Medallion.Contracts;

/// <summary>What records are judged by: a contract, or a judge made of JSON Schemas. One of the two is there.</summary>
internal sealed record RecordRules(Contract? Contract, RecordJudge? Judge)
{
    /// <summary>The other versions of the contract; null when all records are of its own.</summary>
    public RecordVersions? Versions { get; init; }

    /// <summary>Reads them from a contract, a JSON Schema, or a folder of self-describing schemas.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    /// <exception cref="Quality.ContractException">The contract or schema is wrong.</exception>
    public static RecordRules Load(string path, string? versionField, SchemaOptions options)
    {
        if (Directory.Exists(path))
        {
            return versionField is null
                ? new RecordRules(null, SchemaJudge.Of(new IgluSchemas([.. SchemaFolder.LoadAll(path)], options)))
                : throw new MedallionException(
                    ErrorCodes.NotAvailable, "records of a folder of schemas name theirs in 'schema'. Remove --version-field.");
        }
        if (ContractFiles.IsYaml(path) || versionField is not null)
        {
            var contract = ContractFiles.Load(path);
            return new RecordRules(contract, null)
            {
                Versions = versionField is null
                    ? null
                    : RecordVersions.Of(versionField.Split('.'), contract, Others(path), acceptsDrafts: false),
            };
        }
        var files = SchemaFolder.LoadWithReferences(path, out var root);
        return new RecordRules(null, SchemaJudge.Of(new SchemaSet(files, options).Compile(root)));
    }

    private static IEnumerable<Contract> Others(string path)
    {
        var folder = Path.Combine(Path.GetDirectoryName(path)!, Path.GetFileName(path).Split('.')[0]);
        return Directory.Exists(folder)
            ? Directory.EnumerateFiles(folder).Where(IsVersion).Order(StringComparer.Ordinal).Select(ContractFiles.Load)
            : [];
    }

    private static bool IsVersion(string file) => file.EndsWith(".yaml", StringComparison.Ordinal)
        || (char.IsAsciiDigit(Path.GetFileName(file)[0]) && file.EndsWith(".schema.json", StringComparison.Ordinal));
}
