using System.Text.Json;

namespace Lakehouse.Quality.Expectations;

/// <summary>A suite of Great Expectations v1: what a table must satisfy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Expectations">In the order of the file.</param>
/// <param name="Parameters">Values for the parameters in it; an object, empty when there are none.</param>
/// <param name="File">The file it was read from.</param>
public sealed record ExpectationSuite(
    string Name, IReadOnlyList<Expectation> Expectations, JsonElement Parameters, string File)
{
    /// <summary>Names of other tables that its expectations compare with.</summary>
    public IReadOnlyCollection<string> OtherTables => [.. Expectations
        .Where(e => e.Type.Name == ExpectationTypes.RowCountOfOtherTable)
        .Select(e => e.Kwargs.GetProperty("other_table_name").GetString()!).Distinct()];
}
