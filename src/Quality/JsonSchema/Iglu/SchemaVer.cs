using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.JsonSchema.Iglu;

/// <summary>A version of a schema, SchemaVer: <c>1-0-2</c>.</summary>
/// <param name="Model">Rises when no old record is valid any more; from 1.</param>
/// <param name="Revision">Rises when some old records are not.</param>
/// <param name="Addition">Rises when all old records still are.</param>
public sealed partial record SchemaVer(int Model, int Revision, int Addition)
{
    /// <summary>The version that a text says, or null.</summary>
    public static SchemaVer? Parse(string text)
    {
        var match = Form().Match(text);
        int Number(int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
        return match.Success ? new SchemaVer(Number(1), Number(2), Number(3)) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Model}-{Revision}-{Addition}";

    [GeneratedRegex(@"^([1-9][0-9]{0,8})-(0|[1-9][0-9]{0,8})-(0|[1-9][0-9]{0,8})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
