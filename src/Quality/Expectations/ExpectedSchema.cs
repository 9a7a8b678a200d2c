using System.Text.Json;
using Lakehouse.Quality.JsonSchema;

namespace Lakehouse.Quality.Expectations;

/// <summary>The schema of <c>expect_column_values_to_match_json_schema</c>, which stands in the suite itself.</summary>
public sealed class ExpectedSchema
{
    private const string Name = "json_schema";

    private readonly CompiledSchema _schema;

    private ExpectedSchema(CompiledSchema schema) => _schema = schema;

    /// <summary>Reads a schema of any draft; without <c>$schema</c> it is of 2020-12. Formats only tell what a text is.</summary>
    /// <exception cref="ContractException">QUA07xx: with all problems of the schema.</exception>
    public static ExpectedSchema Parse(string schema) => new(new SchemaSet([new SchemaFile(Name, schema)]).Compile(Name));

    /// <summary>Why a schema cannot be used; null when it can.</summary>
    public static string? Refuse(string schema)
    {
        try
        {
            Parse(schema);
            return null;
        }
        catch (ContractException e)
        {
            return string.Join("; ", e.Problems.Select(problem => problem.Message));
        }
    }

    /// <summary>Whether a text is JSON that is valid under the schema; a name twice in an object is not valid.</summary>
    public bool Matches(ReadOnlySpan<byte> text)
    {
        try
        {
            return _schema.Evaluate(text).IsValid;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
