using System.Collections.Concurrent;

namespace Lakehouse.Quality.JsonSchema.MetaSchemas;

/// <summary>The metaschemas of the drafts, as their specifications have them.</summary>
internal static class StandardSchemas
{
    private static readonly Dictionary<Draft, string> Prefixes = new()
    {
        [Draft.V4] = "http://json-schema.org/draft-04/",
        [Draft.V6] = "http://json-schema.org/draft-06/",
        [Draft.V7] = "http://json-schema.org/draft-07/",
        [Draft.V201909] = "https://json-schema.org/draft/2019-09/",
        [Draft.V202012] = "https://json-schema.org/draft/2020-12/",
    };

    private static readonly Dictionary<Draft, string[]> Parts = new()
    {
        [Draft.V201909] = ["core", "applicator", "validation", "meta-data", "format", "content"],
        [Draft.V202012] =
        [
            "core", "applicator", "unevaluated", "validation", "meta-data", "format-annotation", "format-assertion", "content",
        ],
    };

    private static readonly ConcurrentDictionary<Draft, CompiledSchema> Compiled = new();

    /// <summary>The draft whose metaschema, or part of it, has a URI; null when none has.</summary>
    public static Draft? DraftOf(string uri)
    {
        foreach (var (draft, prefix) in Prefixes)
        {
            if (uri.StartsWith(prefix, StringComparison.Ordinal))
            {
                return draft;
            }
        }
        return null;
    }

    /// <summary>The documents of a draft's metaschema, by their URIs.</summary>
    public static IEnumerable<SchemaFile> Documents(Draft draft)
    {
        var name = Prefixes[draft].TrimEnd('/').Split('/')[^1];
        name = name.StartsWith("draft-", StringComparison.Ordinal) ? name : "draft-" + name;
        yield return new SchemaFile(Prefixes[draft] + "schema", Load(name));
        foreach (var part in Parts.GetValueOrDefault(draft, []))
        {
            yield return new SchemaFile($"{Prefixes[draft]}meta/{part}", Load($"{name}-{part}"));
        }
    }

    /// <summary>The metaschema of a draft.</summary>
    public static CompiledSchema Of(Draft draft) => Compiled.GetOrAdd(draft, static draft =>
        new SchemaSet([.. Documents(draft)]).Compile(Prefixes[draft] + "schema"));

    private static string Load(string name)
    {
        using var stream = typeof(StandardSchemas).Assembly.GetManifestResourceStream($"JsonSchema/{name}.json")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
