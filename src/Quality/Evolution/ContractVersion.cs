using System.Globalization;
using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Evolution;

/// <summary>A version of three numbers: <c>1.2.3</c> (semver.org) or <c>1-2-3</c> (SchemaVer).</summary>
/// <param name="First">Major, or MODEL.</param>
/// <param name="Second">Minor, or REVISION.</param>
/// <param name="Third">Patch, or ADDITION.</param>
/// <param name="IsSchemaVer">Whether it is written with hyphens.</param>
public sealed partial record ContractVersion(int First, int Second, int Third, bool IsSchemaVer)
{
    /// <summary>Reads a version; null when the text is none. What follows the numbers (<c>-rc1</c>, <c>+build</c>) is left out.</summary>
    public static ContractVersion? Parse(string text)
    {
        var match = Form().Match(text);
        return match.Success ? new ContractVersion(Part("a"), Part("b"), Part("c"), match.Groups["s"].Value == "-") : null;

        int Part(string name) => int.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture);
    }

    /// <summary>Which part rose from an older version to this one; null when it fell.</summary>
    public VersionBump? Since(ContractVersion older)
    {
        ArgumentNullException.ThrowIfNull(older);
        return (First - older.First, Second - older.Second, Third - older.Third) switch
        {
            ( > 0, _, _) => VersionBump.Major,
            (0, > 0, _) => VersionBump.Minor,
            (0, 0, > 0) => VersionBump.Patch,
            (0, 0, 0) => VersionBump.None,
            _ => null,
        };
    }

    /// <summary>The next version after raising one part.</summary>
    public ContractVersion Raise(VersionBump bump) => bump switch
    {
        VersionBump.Major => this with { First = First + 1, Second = 0, Third = 0 },
        VersionBump.Minor => this with { Second = Second + 1, Third = 0 },
        VersionBump.Patch => this with { Third = Third + 1 },
        _ => this,
    };

    /// <inheritdoc/>
    public override string ToString() => IsSchemaVer ? $"{First}-{Second}-{Third}" : $"{First}.{Second}.{Third}";

    [GeneratedRegex(@"^v?(?<a>[0-9]{1,8})(?<s>[.-])(?<b>[0-9]{1,8})\k<s>(?<c>[0-9]{1,8})([+-].*)?\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Form();
}
