using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.JsonSchema;

/// <summary>The codes of a verdict for the keywords of JSON Schema.</summary>
public static class SchemaCodes
{
    /// <summary>The code of the error when a keyword does not hold; <see cref="RowCodes.Schema"/> for most.</summary>
    public static string Of(string keyword) => keyword switch
    {
        "type" => RowCodes.Type,
        "required" or "dependentRequired" => RowCodes.Required,
        "enum" or "const" => RowCodes.Enum,
        "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf" => RowCodes.Range,
        "minLength" or "maxLength" or "minItems" or "maxItems" or "minProperties" or "maxProperties" => RowCodes.Length,
        "pattern" => RowCodes.Pattern,
        "format" => RowCodes.Format,
        _ => RowCodes.Schema,
    };
}
