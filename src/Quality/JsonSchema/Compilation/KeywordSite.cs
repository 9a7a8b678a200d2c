using System.Text.RegularExpressions;
using Lakehouse.Quality.JsonSchema.Evaluation;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.Patterns;
using Lakehouse.Quality.Records;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>A keyword where it stands in a schema, with all that is needed to make it ready.</summary>
/// <param name="Compiler">Compiles the schemas below.</param>
/// <param name="Place">The schema around it.</param>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
internal sealed record KeywordSite(SchemaCompiler Compiler, SchemaPlace Place, string Name, JsonValue Value)
{
    public string Location => Place.LocationOf(Name);

    public Dialect Dialect => Place.Resource.Dialect;

    public SchemaOptions Options => Compiler.Options;

    /// <summary>The value of another keyword of the same schema, or null when it is absent or unknown to the dialect.</summary>
    public JsonValue? Sibling(string name) =>
        KeywordTable.Find(name, Dialect) is null ? null : Place.Value.Find(name);

    /// <summary>The schema that is the keyword's value.</summary>
    public Schema Schema() => Compiler.Compile(Place.Below(Name, Value, Name));

    /// <summary>The schema that is another keyword's value, or null.</summary>
    public Schema? SchemaOf(string name) => Sibling(name) is { } value ? Compiler.Compile(Place.Below(name, value, name)) : null;

    /// <summary>The schemas in the keyword's list.</summary>
    public IReadOnlyList<Schema> Schemas() =>
        [.. Value.Items.Select((item, i) => Compiler.Compile(Place.Below(Name, item, Name, $"{i}")))];

    /// <summary>The schema of a member of the keyword's value.</summary>
    public Schema SchemaAt(JsonMember member) => Compiler.Compile(Place.Below(Name, member.Value, Name, member.Name));

    /// <summary>Whether a member of the object is a column, so that the reader asks for it.</summary>
    public bool IsColumn(string member) =>
        Place.Field?.Type is FieldType.Object o && o.Fields.Any(field => field.JsonName == member);

    /// <summary>The schema that a reference names, or null after a report.</summary>
    public SchemaPlace? Resolve(string reference)
    {
        var place = Compiler.Library.Resolve(Place.Resource, reference, out var reason);
        if (place is null)
        {
            Report(ErrorCodes.SchemaReference, $"'{reference}' cannot be resolved: {reason}",
                "Schemas are read from the project's files and from bundles, never fetched: add the file, or correct the reference.");
        }
        return place is null || Name != "$ref" ? place : place with { Field = Place.Field };
    }

    /// <summary>A regular expression of ECMA-262, or null after a report.</summary>
    public Regex? Pattern(string pattern)
    {
        try
        {
            return EcmaPattern.Compile(pattern, Options.LinearPatterns);
        }
        catch (PatternException e)
        {
            Report(ErrorCodes.SchemaPattern, $"the pattern cannot be used: {e.Message}",
                "Write an ECMA-262 regular expression without this construct.");
            return null;
        }
    }

    public void Report(string code, string message, string suggestion) =>
        Compiler.Problems.Add(code, Place.Resource.Document.PositionOf(Value), $"{Place.Pointer}/{JsonPointer.Escape(Name)}: {message}", suggestion);
}
