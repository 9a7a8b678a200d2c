using System.Text.Json;

namespace Lakehouse.Quality.Inference;

/// <summary>Looks at records one by one and proposes a contract for them.</summary>
public sealed class RecordProfile
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Records that were objects.</summary>
    public long Records { get; private set; }

    /// <summary>Records that were no JSON, no objects, or held a name twice.</summary>
    public long Unreadable { get; private set; }

    internal FieldProfile Root { get; } = new();

    /// <summary>Takes one record.</summary>
    /// <param name="payload">The record as received.</param>
    public void Add(string payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload, Options);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                Records++;
                Root.Add(document.RootElement);
                return;
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Half a surrogate in a text is found only when the text is read.
        }
        Unreadable++;
    }

    /// <summary>The contract as YAML, with what it follows from as comments.</summary>
    /// <param name="name">The table's name.</param>
    /// <param name="origin">Where the records come from, for the comment at the top.</param>
    public string ToContract(string name, string origin) => InferredContract.Of(this, name, origin).ToYaml();
}
