using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Sorts the files of a project folder by what they are, and reports those that lie where nothing is read.</summary>
internal sealed class ProjectLayout
{
    public const string ProjectFileName = "lakehouse.yaml";

    /// <summary>How the name of a contract ends that is a JSON Schema.</summary>
    public const string SchemaEnding = ".schema.json";

    private const int LongestQuery = 200_000;
    private static readonly string[] Folders = ["contracts", "sources", "products"];

    private readonly ProblemList _problems;

    public ProjectLayout(IReadOnlyList<ProjectFile> files, ProblemList problems)
    {
        _problems = problems;
        foreach (var file in files.OrderBy(f => f.Path, StringComparer.Ordinal))
        {
            Place(file, file.Path.Split('/'));
        }
        foreach (var (key, file) in Versions.FindAll(version => !Contracts.ContainsKey(version.Key)))
        {
            Misplaced(file, "the file lies in a folder where it is not read",
                "Move it to contracts/<domain>/<name>.yaml, "
                + $"or write contracts/{key}{(file.Path.EndsWith(SchemaEnding, StringComparison.Ordinal) ? SchemaEnding : ".yaml")} "
                + "with the current version if this is another one.");
        }
        Versions.RemoveAll(version => !Contracts.ContainsKey(version.Key));
    }

    public ProjectFile? Project { get; private set; }

    /// <summary>Contract files by key.</summary>
    public SortedList<string, ProjectFile> Contracts { get; } = new(StringComparer.Ordinal);

    /// <summary>Contract files of other versions, with the key of their contract.</summary>
    public List<NamedFile> Versions { get; } = [];

    /// <summary>All JSON files below the contracts: those that are contracts, and those that they refer to.</summary>
    public List<ProjectFile> Schemas { get; } = [];

    /// <summary>Source files by name.</summary>
    public SortedList<string, ProjectFile> Sources { get; } = new(StringComparer.Ordinal);

    /// <summary>Product descriptions by key (<c>domain/name</c>).</summary>
    public SortedList<string, ProjectFile> Products { get; } = new(StringComparer.Ordinal);

    /// <summary>Product queries by key (<c>domain/name</c>).</summary>
    public SortedList<string, ProjectFile> Queries { get; } = new(StringComparer.Ordinal);

    /// <summary>Suites of expectations by name.</summary>
    public SortedList<string, ProjectFile> Suites { get; } = new(StringComparer.Ordinal);

    private void Place(ProjectFile file, string[] parts)
    {
        if (parts is ["expectations", var suite] && suite.EndsWith(".json", StringComparison.Ordinal))
        {
            Suites[Path.GetFileNameWithoutExtension(suite)] = file;
            return;
        }
        if (file.Path == ProjectFileName)
        {
            Project = file;
            return;
        }
        if (parts[0] == "contracts" && file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            PlaceSchema(file, parts);
            return;
        }
        var extension = Path.GetExtension(parts[^1]).ToLowerInvariant();
        if (!Folders.Contains(parts[0]) || parts[^1].StartsWith('.') || extension is not (".yaml" or ".yml" or ".sql"))
        {
            return;
        }
        if (parts is ["contracts", _, _, var version] && Path.GetExtension(version) == ".yaml" && version[0] != '.')
        {
            PlaceVersion(file, parts);
            return;
        }
        var isSource = parts[0] == "sources";
        if (parts.Length != (isSource ? 2 : 3))
        {
            var home = isSource ? "sources/<name>" : $"{parts[0]}/<domain>/<name>";
            Misplaced(file, "the file lies in a folder where it is not read", $"Move it to {home}{extension}.");
        }
        else if (extension == ".yml" || Path.GetExtension(parts[^1]) != extension)
        {
            var right = Path.GetFileNameWithoutExtension(parts[^1]) + (extension == ".sql" ? ".sql" : ".yaml");
            Misplaced(file, $"files that end with '{Path.GetExtension(parts[^1])}' are not read", $"Rename it to {right}.");
        }
        else if (extension == ".sql" && parts[0] != "products")
        {
            Misplaced(file, "queries are read from products/<domain> only", "Move it to products/<domain> or remove it.");
        }
        else if (HasSafeNames(file, parts))
        {
            Keep(file, parts, extension);
        }
    }

    private void Keep(ProjectFile file, string[] parts, string extension)
    {
        var name = Path.GetFileNameWithoutExtension(parts[^1]);
        switch (parts[0], extension)
        {
            case ("sources", _):
                Sources[name] = file;
                break;
            case ("contracts", _):
                KeepContract($"{parts[1]}/{name}", file);
                break;
            case (_, ".sql"):
                KeepQuery($"{parts[1]}/{name}", file);
                break;
            default:
                Products[$"{parts[1]}/{name}"] = file;
                break;
        }
    }

    private void PlaceVersion(ProjectFile file, string[] parts)
    {
        if (HasSafeNames(file, parts[..3]))
        {
            Versions.Add(new NamedFile($"{parts[1]}/{parts[2]}", file));
        }
    }

    // A file deeper down, or without the ending, is there to be referred to, unless it is named as a version.
    private void PlaceSchema(ProjectFile file, string[] parts)
    {
        Schemas.Add(file);
        if (parts.Length == 4 && char.IsAsciiDigit(parts[3][0]) && file.Path.EndsWith(SchemaEnding, StringComparison.Ordinal))
        {
            PlaceVersion(file, parts);
            return;
        }
        var names = new[] { parts[0], parts[1], parts[^1].Replace(SchemaEnding, "", StringComparison.Ordinal) };
        if (parts.Length == 3 && file.Path.EndsWith(SchemaEnding, StringComparison.Ordinal) && HasSafeNames(file, names))
        {
            KeepContract($"{names[1]}/{names[2]}", file);
        }
    }

    private void KeepContract(string key, ProjectFile file)
    {
        if (!Contracts.TryAdd(key, file))
        {
            Misplaced(file, $"there is a contract '{key}' already, in {Contracts[key].Path}", "Remove one of the two files.");
        }
    }

    private void KeepQuery(string key, ProjectFile file)
    {
        Queries[key] = file with { Text = file.Text.TrimStart('\uFEFF') };
        if (file.Text.Length > LongestQuery || file.Text.Contains('\0', StringComparison.Ordinal))
        {
            _problems.Add(ErrorCodes.BadExpression, new FilePosition(file.Path),
                $"the query has more than {LongestQuery} characters or a NUL character", "Write a shorter query in plain text.");
        }
        else if (Sql.SqlTokens.Split(file.Text) is not { Count: > 0 })
        {
            _problems.Add(ErrorCodes.BadExpression, new FilePosition(file.Path),
                "the query is empty, or has a quote or a comment that is not closed", "Write one SELECT.");
        }
    }

    private bool HasSafeNames(ProjectFile file, string[] parts)
    {
        foreach (var name in parts[1..^1].Append(Path.GetFileNameWithoutExtension(parts[^1])))
        {
            if (!MappingReader.IsSafeName(name))
            {
                _problems.Add(ErrorCodes.UnsafeName, new FilePosition(file.Path), $"'{name}' cannot be the name of a table or domain",
                    "Rename it: at most 100 of a-z, 0-9 and _, not starting with a digit.");
                return false;
            }
        }
        return true;
    }

    private void Misplaced(ProjectFile file, string message, string suggestion) =>
        _problems.Add(ErrorCodes.MisplacedFile, new FilePosition(file.Path), message, suggestion);
}
