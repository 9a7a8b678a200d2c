using System.CommandLine;
using Lakehouse.Medallion.Projects;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>The file that a verb works on, and where its result goes.</summary>
internal static class ContractFile
{
    private static readonly string[] Endings = [".yaml", ".schema.json"];

    public static Argument<string> Argument(string description) => new("file") { Description = description };

    public static Option<string?> Output() => new("--output", "-o") { Description = "Write to this file instead of the standard output.", HelpName = "file" };

    /// <summary>The text of a file that the user names; of a JSON Schema with the files that it refers to.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static string Read(string file)
    {
        Require(file);
        return Path.GetExtension(file) == ".json" ? SchemaFolder.ReadBundled(file) : File.ReadAllText(file);
    }

    /// <summary>Refuses a name that is no file.</summary>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static void Require(string file)
    {
        if (File.Exists(file))
        {
            return;
        }
        var meant = Endings.Select(ending => $"contracts/{file}{ending}").FirstOrDefault(File.Exists);
        throw new UsageException($"There is no file '{file}'. "
            + (meant is null ? "Name a contract (.yaml) or a schema (.json, .avsc, .proto)." : $"Did you mean '{meant}'?"));
    }

    public static void Write(string? output, TextWriter data, string text)
    {
        if (output is null)
        {
            data.Write(text);
        }
        else
        {
            File.WriteAllText(output, text);
        }
    }
}
