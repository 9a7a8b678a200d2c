using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lakehouse.Medallion.Tables;

/// <summary>The <c>userMetadata</c> of our commits: the run, and what the step did.</summary>
internal static class CommitNotes
{
    private static readonly JsonSerializerOptions CamelCase = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    /// <summary>The run's name and the given facts as JSON.</summary>
    public static string Write(RunContext context, object facts)
    {
        var notes = new JsonObject { ["run"] = context.RunId };
        foreach (var (name, value) in JsonSerializer.SerializeToNode(facts, CamelCase)!.AsObject())
        {
            notes[name] = value?.DeepClone();
        }
        return notes.ToJsonString();
    }
}
