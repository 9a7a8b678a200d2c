using System.Text;
using System.Text.Json;
using Lakehouse.Quality;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.JsonSchemaSuite;

/// <summary>Runs the suite's cases of annotations, in 2020-12 where they are meant for it.</summary>
internal static class AnnotationRunner
{
    public static IEnumerable<SuiteResult> Run(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json").Order(StringComparer.Ordinal))
        {
            var result = new SuiteResult("annotations", "", Path.GetFileNameWithoutExtension(file));
            using var document = JsonDocument.Parse(File.ReadAllBytes(file));
            foreach (var group in document.RootElement.GetProperty("suite").EnumerateArray())
            {
                if (DraftOf(group) is not { } draft)
                {
                    continue;
                }
                try
                {
                    RunGroup(result, group, draft);
                }
                catch (ContractException e)
                {
                    result.Failures.Add($"annotations/{result.Keyword}: {group.GetProperty("description").GetString()}: {e.Message}");
                }
            }
            yield return result;
        }
    }

    private static void RunGroup(SuiteResult result, JsonElement group, Draft draft)
    {
        var set = new SchemaSet([new SchemaFile("schema.json", group.GetProperty("schema").GetRawText())],
            new SchemaOptions { Draft = draft, Annotations = true });
        var schema = set.Compile("schema.json");
        foreach (var test in group.GetProperty("tests").EnumerateArray())
        {
            var annotations = schema.Evaluate(Encoding.UTF8.GetBytes(test.GetProperty("instance").GetRawText())).Annotations;
            foreach (var assertion in test.GetProperty("assertions").EnumerateArray())
            {
                Check(result, $"annotations/{result.Keyword}: {group.GetProperty("description").GetString()}", annotations, assertion);
            }
        }
    }

    private static void Check(
        SuiteResult result, string name, IReadOnlyList<SchemaAnnotation> annotations, JsonElement assertion)
    {
        var (location, keyword) = (assertion.GetProperty("location").GetString(), assertion.GetProperty("keyword").GetString());
        var actual = annotations.Where(a => a.InstanceLocation == location && a.Keyword == keyword).Select(a => a.Value)
            .Order(StringComparer.Ordinal).ToList();
        var expected = assertion.GetProperty("expected").EnumerateObject().Select(e => JsonSerializer.Serialize(e.Value))
            .Order(StringComparer.Ordinal).ToList();
        if (actual.SequenceEqual(expected))
        {
            result.Passed++;
        }
        else
        {
            result.Failures.Add($"{name}: {keyword} at '{location}': expected {string.Join(", ", expected)}, got {string.Join(", ", actual)}");
        }
    }

    // "2019" is that draft and later ones, "<=2019" up to it, "=2020" only that.
    private static Draft? DraftOf(JsonElement group)
    {
        var text = group.TryGetProperty("compatibility", out var compatibility) ? compatibility.GetString()! : "";
        return text == "9999" ? null : text.StartsWith("<=", StringComparison.Ordinal) || text.StartsWith('=') ? Named(text.TrimStart('<', '=')) : Draft.V202012;
    }

    private static Draft? Named(string text) => text switch
    {
        "4" => Draft.V4,
        "6" => Draft.V6,
        "7" => Draft.V7,
        "2019" => Draft.V201909,
        "2020" => Draft.V202012,
        _ => null,
    };
}
