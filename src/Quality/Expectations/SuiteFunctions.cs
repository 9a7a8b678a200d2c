namespace Lakehouse.Quality.Expectations;

/// <summary>Names of the SQL functions that suites need beyond the engine's own; who runs a suite provides them.</summary>
public static class SuiteFunctions
{
    /// <summary><c>name(VARCHAR) BOOLEAN</c>: whether <see cref="Dates.DateText.IsDate"/>.</summary>
    public const string IsDate = "medallion_is_date";

    /// <summary><c>name(VARCHAR, VARCHAR) BOOLEAN</c>: whether the first, JSON, is valid under the second, a JSON Schema.</summary>
    public const string MatchesSchema = "medallion_matches_schema";
}
