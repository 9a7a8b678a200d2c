using System.Text.Json;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Medallion.Projects;

/// <summary>Loads files with JSON Schemas: a schema and the files that it refers to, or all of a folder.</summary>
public static class SchemaFolder
{
    private const long LargestFileBytes = 16 << 20;
    private const string Settings = "lakehouse.yaml";
    private const string Contracts = "contracts";

    /// <summary>The text of a schema and of the files that it refers to, as one document.</summary>
    /// <param name="path">The schema's file.</param>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.InputOutput"/>: a file cannot be read.</exception>
    public static string ReadBundled(string path)
    {
        var files = LoadWithReferences(path, out var root).ToDictionary(file => file.Path, file => file.Text, StringComparer.Ordinal);
        return new SchemaBundle(files).Of(root) ?? files[root];
    }

    /// <summary>All files of a folder, those whose names begin with a point aside.</summary>
    internal static IEnumerable<SchemaFile> LoadAll(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith('.'))
            .Order(StringComparer.Ordinal)
            .Select(file => Load(folder, file));

    /// <summary>
    /// A schema and what it may refer to: in a project all schemas of its contracts, else the files that it names by relative
    /// paths and that lie in its folder or below.
    /// </summary>
    /// <param name="path">The schema's file.</param>
    /// <param name="root">The path by which the schema stands among the files.</param>
    internal static IReadOnlyList<SchemaFile> LoadWithReferences(string path, out string root)
    {
        var file = Path.GetFullPath(path);
        var project = Above(file).FirstOrDefault(folder => File.Exists(Path.Combine(folder, Settings)));
        if (project is not null && Below(Path.Combine(project, Contracts), file))
        {
            root = Name(project, file);
            return [.. Directory.EnumerateFiles(Path.Combine(project, Contracts), "*.json", SearchOption.AllDirectories)
                .Append(file).Distinct().Order(StringComparer.Ordinal).Select(schema => Load(project, schema))];
        }
        var top = Path.GetDirectoryName(file)!;
        root = Name(top, file);
        return LoadNamed(top, file);
    }

    /// <summary>The text of a file.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchFile"/>, <see cref="ErrorCodes.InputOutput"/>.</exception>
    internal static string Read(string file, long largestBytes)
    {
        if (!File.Exists(file))
        {
            throw new MedallionException(ErrorCodes.NoSuchFile, $"there is no file {file}. Correct its name.");
        }
        try
        {
            if (new FileInfo(file).Length > largestBytes)
            {
                throw new MedallionException(ErrorCodes.InputOutput, $"{file} is larger than {largestBytes} bytes. Split it.");
            }
            return File.ReadAllText(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MedallionException(ErrorCodes.InputOutput, $"the file cannot be read: {e.Message}", e);
        }
    }

    private static List<SchemaFile> LoadNamed(string top, string first)
    {
        var loaded = new Dictionary<string, SchemaFile>(StringComparer.Ordinal);
        var waiting = new Queue<string>([first]);
        while (waiting.TryDequeue(out var file))
        {
            if (loaded.ContainsKey(file))
            {
                continue;
            }
            loaded[file] = Load(top, file);
            foreach (var reference in References(loaded[file].Text))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, reference));
                if (Below(top, target) && File.Exists(target))
                {
                    waiting.Enqueue(target);
                }
            }
        }
        return [.. loaded.Values];
    }

    // The files that a schema may mean: what is before '#' in its references, also in places that are no schema.
    private static List<string> References(string text)
    {
        var references = new List<string>();
        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = 512 });
            Gather(json.RootElement, references);
        }
        catch (JsonException)
        {
            // The schema reader tells what is wrong with it, by line.
            return [];
        }
        return references;
    }

    private static void Gather(JsonElement element, List<string> references)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            foreach (var item in element.EnumerateArray())
            {
                Gather(item, references);
            }
        }
        else if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                if (member.Name is "$ref" or "$dynamicRef" or "$schema" && member.Value.ValueKind == JsonValueKind.String
                    && member.Value.GetString()!.Split('#')[0] is { Length: > 0 } path && !path.Contains(':', StringComparison.Ordinal))
                {
                    references.Add(Uri.UnescapeDataString(path));
                }
                Gather(member.Value, references);
            }
        }
    }

    private static SchemaFile Load(string folder, string file) => new(Name(folder, file), Read(file, LargestFileBytes));

    private static string Name(string folder, string file) =>
        Path.GetRelativePath(folder, file).Replace(Path.DirectorySeparatorChar, '/');

    private static bool Below(string folder, string file) =>
        file.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static IEnumerable<string> Above(string file)
    {
        for (var folder = Path.GetDirectoryName(file); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            yield return folder;
        }
    }
}
