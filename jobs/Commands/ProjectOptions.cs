using System.CommandLine;
using System.CommandLine.Parsing;

namespace Lakehouse.Jobs.Commands;

/// <summary>What every verb that works on a project takes: its folder, the environment, and other roots.</summary>
internal sealed class ProjectOptions
{
    private readonly Argument<string> _folder = new("project")
    {
        Description = "The project folder, with lakehouse.yaml in it.",
        DefaultValueFactory = _ => ".",
    };

    private readonly Option<string?> _environment = new("--env")
    {
        Description = "An environment of lakehouse.yaml, whose settings win.",
        HelpName = "name",
    };

    private readonly Option<string?> _storage = new("--storage")
    {
        Description = "Where the tables are kept, instead of what lakehouse.yaml says.",
        HelpName = "folder",
    };

    private readonly Option<string?> _landing = new("--landing")
    {
        Description = "Where raw files arrive, instead of what lakehouse.yaml says.",
        HelpName = "folder",
    };

    /// <summary>Adds the options, and the folder after the arguments that the command has already.</summary>
    public ProjectOptions(Command command)
    {
        _folder.Validators.Add(RefuseWhatIsNoFolder);
        command.Add(_folder);
        command.Add(_environment);
        command.Add(_storage);
        command.Add(_landing);
    }

    /// <summary>Reads them. Folders given on the command line are relative to the current folder.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="instead">A folder that stood in the place of another argument.</param>
    public ProjectLocation Read(ParseResult parsed, string? instead = null)
    {
        var folder = instead ?? parsed.GetRequiredValue(_folder);
        var options = new[] { _environment, _storage, _landing }
            .Where(option => parsed.GetValue(option) is not null)
            .Select(option => $"{option.Name} {Quoted(parsed.GetValue(option)!)}");
        return new ProjectLocation(
            Path.GetFullPath(folder),
            parsed.GetValue(_environment),
            Full(parsed.GetValue(_storage)),
            Full(parsed.GetValue(_landing)),
            string.Join(' ', folder == "." ? options : options.Prepend(Quoted(folder))));
    }

    // What looks like an option is one that was misspelt, not a folder of that name.
    private static void RefuseWhatIsNoFolder(ArgumentResult folder)
    {
        foreach (var token in folder.Tokens.Where(token => token.Value.StartsWith('-')))
        {
            folder.AddError($"There is no option '{token.Value}'.");
        }
        // Such as the second of the files that a shell made of an asterisk.
        foreach (var token in folder.Tokens.Where(token => File.Exists(token.Value)))
        {
            folder.AddError($"'{token.Value}' is a file, and a project folder is expected there.");
        }
    }

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;

    // An address is no folder; whether it can be used is decided where it is opened.
    private static string? Full(string? folder) =>
        folder is null || folder.Contains("://", StringComparison.Ordinal) ? folder : Path.GetFullPath(folder);
}
