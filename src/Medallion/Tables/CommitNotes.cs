using System.Text.Json.Nodes;

namespace Lakehouse.Medallion.Tables;

/// <summary>The <c>userMetadata</c> of our commits: the run, and what the step did.</summary>
internal static class CommitNotes
{
    /// <summary>The run's name and the given facts as JSON.</summary>
    public static string Write(RunContext context, JsonObject facts)
    {
        facts.Insert(0, "run", context.RunId);
        return facts.ToJsonString();
    }

    /// <summary>Numbers by name.</summary>
    public static JsonObject Numbers<T>(IEnumerable<T> of, Func<T, string> name, Func<T, long> number)
        where T : class
    {
        var numbers = new JsonObject();
        foreach (var one in of)
        {
            numbers[name(one)] = number(one);
        }
        return numbers;
    }
}
