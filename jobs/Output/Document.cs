using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lakehouse.Jobs.Output;

/// <summary>Writes a result as one JSON document.</summary>
internal static class Document
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        NewLine = "\n",
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Writes it, with names in snake case as the columns of the tables have them.</summary>
    public static void Write(TextWriter target, object value)
    {
        target.Write(Text(value));
        target.Flush();
    }

    /// <summary>The same as a text that ends with a line break.</summary>
    public static string Text(object value) => JsonSerializer.Serialize(value, Options) + "\n";
}
