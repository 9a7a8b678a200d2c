using System.Text;
using System.Text.Json;
using Lakehouse.Quality;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.JsonSchemaSuite;

/// <summary>Runs the cases of a folder with the public test suite.</summary>
internal sealed class SuiteRunner(string folder)
{
    private const string Remote = "http://localhost:1234/";

    private static readonly Dictionary<string, Draft> Drafts = new()
    {
        ["draft4"] = Draft.V4,
        ["draft6"] = Draft.V6,
        ["draft7"] = Draft.V7,
        ["draft2019-09"] = Draft.V201909,
        ["draft2020-12"] = Draft.V202012,
    };

    private readonly List<SchemaFile> _remotes =
    [
        .. Directory.EnumerateFiles(Path.Combine(folder, "remotes"), "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(file => new SchemaFile(
                Remote + Path.GetRelativePath(Path.Combine(folder, "remotes"), file).Replace('\\', '/'), File.ReadAllText(file))),
    ];

    public IReadOnlyList<SuiteResult> Run()
    {
        var results = new List<SuiteResult>();
        foreach (var draft in Drafts.Keys)
        {
            var root = Path.Combine(folder, "tests", draft);
            foreach (var file in Directory.EnumerateFiles(root, "*.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
            {
                var group = Path.GetRelativePath(root, Path.GetDirectoryName(file)!).Replace('\\', '/');
                var result = new SuiteResult(draft, group == "." ? "" : group, Path.GetFileNameWithoutExtension(file));
                RunFile(file, result);
                results.Add(result);
            }
        }
        results.AddRange(AnnotationRunner.Run(Path.Combine(folder, "annotations", "tests")));
        return results;
    }

    private void RunFile(string file, SuiteResult result)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(file), new JsonDocumentOptions { MaxDepth = 1000 });
        foreach (var group in document.RootElement.EnumerateArray())
        {
            var name = $"{result.Draft}/{result.Group}/{result.Keyword}: {group.GetProperty("description").GetString()}";
            var schema = Compile(group.GetProperty("schema").GetRawText(), result, out var problem);
            foreach (var test in group.GetProperty("tests").EnumerateArray())
            {
                var expected = test.GetProperty("valid").GetBoolean();
                var label = $"{name}: {test.GetProperty("description").GetString()}";
                if (schema is null)
                {
                    result.Failures.Add($"{label}: {problem}");
                    continue;
                }
                var verdict = schema.Evaluate(Encoding.UTF8.GetBytes(test.GetProperty("data").GetRawText()));
                if (verdict.IsValid == expected)
                {
                    result.Passed++;
                }
                else
                {
                    result.Failures.Add($"{label}: expected {(expected ? "valid" : "invalid")}, got {string.Join("; ", verdict.Errors)}");
                }
            }
        }
    }

    private CompiledSchema? Compile(string schema, SuiteResult result, out string problem)
    {
        problem = "";
        try
        {
            var files = new List<SchemaFile> { new("schema.json", schema) };
            if (schema.Contains("localhost:1234", StringComparison.Ordinal))
            {
                files.AddRange(_remotes.Where(remote => IsFor(remote.Path, result.Draft)
                    || Drafts.Keys.Any(draft => schema.Contains(Remote + draft, StringComparison.Ordinal) && IsFor(remote.Path, draft))));
            }
            return new SchemaSet(files, new SchemaOptions
            {
                Draft = Drafts[result.Draft],
                AssertFormats = result.Group == "optional/format",
            }).Compile("schema.json");
        }
        catch (ContractException e)
        {
            problem = e.Message;
            return null;
        }
    }

    // Files at the top are for all drafts, those in a draft's folder for that draft.
    private static bool IsFor(string path, string draft)
    {
        var rest = path[Remote.Length..];
        return rest.StartsWith(draft + "/", StringComparison.Ordinal) || !(rest.StartsWith("draft", StringComparison.Ordinal) || rest.StartsWith("v1/", StringComparison.Ordinal));
    }
}
