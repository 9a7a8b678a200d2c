using System.Runtime.CompilerServices;
using Lakehouse.Quality.JsonSchema.Json;
using Lakehouse.Quality.JsonSchema.MetaSchemas;
using Lakehouse.Quality.JsonSchema.References;

namespace Lakehouse.Quality.JsonSchema.Compilation;

/// <summary>Sees to it that schemas satisfy their metaschema, each document once.</summary>
internal sealed class MetaSchemaCheck(SchemaLibrary library)
{
    private readonly ConditionalWeakTable<JsonValue, StrongBox<bool>> _answers = [];

    /// <summary>Whether a value is a schema of the resource's dialect; what is wrong has been reported.</summary>
    public bool Holds(SchemaResource resource, JsonValue schema, ProblemList problems)
    {
        if (StandardSchemas.DraftOf(resource.Document.RetrievalUri.ToString()) is not null)
        {
            return true;
        }
        if (!_answers.TryGetValue(schema, out var answer))
        {
            answer = new StrongBox<bool>(Check(resource, schema, problems));
            _answers.Add(schema, answer);
        }
        return answer.Value;
    }

    private bool Check(SchemaResource resource, JsonValue schema, ProblemList problems)
    {
        var result = MetaSchema(resource.Dialect).Evaluate(schema, 1_000);
        var isValid = true;
        foreach (var error in result.Errors)
        {
            if (Find(resource, schema, error.InstanceLocation) is { } value)
            {
                isValid = false;
                problems.Add(ErrorCodes.SchemaInvalid, resource.Document.PositionOf(value),
                    $"{(error.InstanceLocation.Length == 0 ? "the schema" : error.InstanceLocation)} {error.Message}",
                    $"See '{error.Keyword}' in the metaschema of draft {DraftName(resource.Dialect.Draft)}.");
            }
        }
        return isValid;
    }

    private CompiledSchema MetaSchema(Dialect dialect) =>
        Dialect.Standard.ContainsKey(dialect.MetaSchema) || library.FindResource(dialect.MetaSchema) is not { } custom
            ? StandardSchemas.Of(dialect.Draft)
            : new CompiledSchema(new SchemaCompiler(library, this, new ProblemList()).Compile(custom.Place("")), library.Options, []);

    // Null inside of schemas of another draft, which are judged for themselves.
    private static JsonValue? Find(SchemaResource resource, JsonValue schema, string pointer)
    {
        var value = schema;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            value = JsonPointer.Step(value, JsonPointer.Unescape(token))!;
            if (resource.Document.ResourceAt(value) is { } own && own.Dialect != resource.Dialect)
            {
                return null;
            }
        }
        return value;
    }

    private static string DraftName(Draft draft) => draft switch
    {
        Draft.V201909 => "2019-09",
        Draft.V202012 => "2020-12",
        _ => $"{(int)draft}",
    };
}
