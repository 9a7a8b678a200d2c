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
        command.SetAction(parsed => Run(parsed.GetRequiredValue(folder), new Terminal(streams, isQuiet: false)));
        return command;
    }

    private static int Run(DirectoryInfo folder, Terminal terminal)
    {
        if (folder.Exists && folder.EnumerateFileSystemInfos().Any())
        {
            throw new UsageException($"'{folder}' is not empty, so no project is written there. Name a new folder.");
        }
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var resource in assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Order())
        {
            var path = Path.Combine(folder.FullName, resource[Prefix.Length..].Replace('\\', '/'));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            using var source = assembly.GetManifestResourceStream(resource)!;
            using var target = File.Create(path);
            source.CopyTo(target);
            terminal.Say($"wrote {Path.GetRelativePath(folder.FullName, path)}");
        }
        terminal.Say($"Next: medallion run {folder}");
        return ExitCode.Done;
    }
}
