using System.Text.RegularExpressions;
using Lakehouse.Quality.Contracts;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Projects;

/// <summary>Reads <c>naming</c> of <c>lakehouse.yaml</c>.</summary>
internal static class NamingReader
{
    private static readonly string[] Words = ["owner", "description", "classification"];

    public static NamingRules Read(MappingReader project)
    {
        if (project.Mapping("naming", "'naming'") is not { } naming)
        {
            return new NamingRules();
        }
        var rules = new NamingRules
        {
            Tables = Pattern(naming, "tables"),
            Fields = Pattern(naming, "fields"),
            EnvelopeFields = naming.Texts("envelope"),
            Domains = naming.Texts("domains"),
            Require = naming.Texts("require"),
            Except = naming.Texts("except"),
        };
        if (rules.Require.FirstOrDefault(word => !Words.Contains(word)) is { } unknown)
        {
            naming.Report(ErrorCodes.InvalidValue, "require", $"'{YamlText.Shorten(unknown)}' cannot be required by 'naming'",
                NameGuess.Suggest(unknown, Words));
        }
        naming.Finish();
        return rules;
    }

    private static Regex? Pattern(MappingReader naming, string key)
    {
        if (naming.Text(key) is not { } pattern)
        {
            return null;
        }
        if (PatternGuard.Refuse(pattern) is { } reason)
        {
            naming.Report(ErrorCodes.BadPattern, key, $"the pattern '{key}' of 'naming' cannot be used: {reason}",
                "Write it with the constructs that RE2 and Java share.");
            return null;
        }
        return new Regex(pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }
}
