using System.CommandLine;
using System.Reflection;
using Lakehouse.Jobs.Output;

namespace Lakehouse.Jobs.Commands;

/// <summary><c>init</c>: writes a small working project.</summary>
internal static class InitCommand
{
    private const string Prefix = "Template/";

    public static Command Create(Streams streams)
    {
        var folder = new Argument<DirectoryInfo>("folder") { Description = "Where to write it; made if it is missing." };
        var command = new Verb(
            "init", "Write a small working project: a contract, a source, a product and sample data.", "medallion init shop")
        { folder };
        OutputOptions.AddTo(command);
        command.SetAction(parsed =>
        {
            var terminal = OutputOptions.Terminal(parsed, streams);
            var target = parsed.GetRequiredValue(folder);
            var files = Write(target, terminal);
            if (OutputOptions.IsJson(parsed))
            {
                Document.Write(terminal.Data, new { Folder = target.FullName, Files = files });
            }
            terminal.Say($"Next: medallion run {target}");
            return ExitCode.Done;
        });
        return command;
    }

    private static List<string> Write(DirectoryInfo folder, Terminal terminal)
    {
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            throw new UsageException($"'{folder}' is not empty, so no project is written there. Name a new folder.");
        }
        var files = new List<string>();
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order())
        {
            var file = resource[Prefix.Length..].Replace('\\', '/');
            var path = Path.Combine(folder.FullName, file);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var source = assembly.GetManifestResourceStream(resource)!;
            using var target = File.Create(path);
            source.CopyTo(target);
            files.Add(file);
            terminal.Say($"wrote {file}");
        }
        return files;
    }
}
