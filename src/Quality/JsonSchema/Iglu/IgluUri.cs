using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.JsonSchema.Iglu;

/// <summary>The name of a self-describing schema: <c>iglu:com.acme/order/jsonschema/1-0-0</c>.</summary>
/// <param name="Vendor">Who publishes it: <c>com.acme</c>.</param>
/// <param name="Name">What it describes.</param>
/// <param name="Format">How it is written: <c>jsonschema</c>.</param>
/// <param name="Version">Its version.</param>
public sealed partial record IgluUri(string Vendor, string Name, string Format, SchemaVer Version)
{
    /// <summary>What every such name begins with.</summary>
    public const string Scheme = "iglu:";

    /// <summary>Where its file lies below a folder of schemas.</summary>
    public string Path => $"{Vendor}/{Name}/{Format}/{Version}";

    /// <summary>The name that a text is, or null.</summary>
    public static IgluUri? Parse(string text) =>
        text.StartsWith(Scheme, StringComparison.Ordinal) ? ParsePath(text[Scheme.Length..]) : null;

    /// <summary>The name of the schema in a file, from its path below a folder of schemas; null when it is none.</summary>
    public static IgluUri? ParsePath(string path)
    {
        var match = Form().Match(path);
        return match.Success && SchemaVer.Parse(match.Groups[4].Value) is { } version
            ? new IgluUri(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, version)
            : null;
    }

    /// <summary>The name that a schema gives itself in <c>self</c>; null when it gives none.</summary>
    internal static IgluUri? OfSelf(JsonValue schema) => schema.Find("self") is not { } self ? null : ParsePath(
        $"{self.FindText("vendor")}/{self.FindText("name")}/{self.FindText("format")}/{self.FindText("version")}");

    /// <inheritdoc/>
    public override string ToString() => Scheme + Path;

    [GeneratedRegex(@"^([a-zA-Z0-9_.-]+)/([a-zA-Z0-9_-]+)/([a-zA-Z0-9_-]+)/([0-9-]+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
