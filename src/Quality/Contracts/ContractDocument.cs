using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>A contract with everything that its file says, in the order of the file, to be written again.</summary>
/// <remarks>Comments, quotes and layout are not kept; every key and value is.</remarks>
public sealed class ContractDocument
{
    internal ContractDocument(YamlMapping root, Contract contract) => (Root, Contract) = (root, contract);

    /// <summary>What the lakehouse enforces and shows of it.</summary>
    public Contract Contract { get; }

    internal YamlMapping Root { get; }

    /// <summary>Reads a contract.</summary>
    /// <param name="file">Path of the file, for positions; its last two parts make the key.</param>
    /// <param name="text">The file's text.</param>
    /// <exception cref="ContractException">With all problems of the file.</exception>
    public static ContractDocument Read(string file, string text)
    {
        var contract = ContractReader.Read(file, text);
        return new ContractDocument(YamlReader.Read(file, text, new ProblemList())!, contract);
    }

    /// <summary>The contract as YAML.</summary>
    public string ToYaml() => YamlWriter.Write(Root);

    /// <summary>The contract as one JSON object.</summary>
    public string ToJson() => YamlJson.Write(Root);
}
