using System.Text.Json;
using Lakehouse.Delta.Actions;

namespace Lakehouse.Delta.Dml;

/// <summary>How a change stands in the history.</summary>
/// <param name="Name">Its name, as other writers call it.</param>
internal sealed record ChangeOperation(string Name)
{
    /// <summary>How it is done.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Its counts.</summary>
    public required Func<RowChange, FoundRows, FilePlan, WrittenFiles, Dictionary<string, string>> Metrics { get; init; }

    /// <summary>Conditions as other writers keep them: a list, in JSON.</summary>
    public static string Texts(string? condition) =>
        JsonSerializer.Serialize(condition is null ? Array.Empty<string>() : [condition], ActionWriter.Readable);
}
