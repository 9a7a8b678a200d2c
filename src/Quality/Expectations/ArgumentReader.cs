using System.Text.Json;
using System.Text.RegularExpressions;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Expectations;

/// <summary>Holds the arguments of an expectation against what its type takes.</summary>
internal sealed partial class ArgumentReader(
    ExpectationType type, JsonElement kwargs, JsonPositions positions, string pointer, ProblemList problems)
{
    private const string KnownDirectives = "aAwdbBmyYHIpMSfzZjUWcxX%";

    public void Read()
    {
        foreach (var argument in type.Arguments)
        {
            if (kwargs.TryGetProperty(argument.Name, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                Check(argument, value);
            }
            else if (argument.IsRequired)
            {
                problems.Add(ErrorCodes.MissingKey, positions[pointer], $"'{argument.Name}' is missing in {type.Name}",
                    $"Add {Describe(argument.Kind)}.");
            }
        }
    }

    /// <summary>An argument that is a share, 0 to 1; null when it is not given.</summary>
    public double? Share(string name)
    {
        if (!kwargs.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
        {
            return null;
        }
        if (value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 1 and var share)
        {
            return share;
        }
        Report(name, "must be a number from 0 to 1", "Write a share such as 0.95.");
        return null;
    }

    private void Check(ExpectationArgument argument, JsonElement value)
    {
        if (!IsKind(argument.Kind, value))
        {
            Report(argument.Name, $"must be {Describe(argument.Kind)}", "Correct it.");
        }
        else if (argument.Choices.Count > 0 && !argument.Choices.Contains(value.GetString()!))
        {
            Report(argument.Name, $"cannot be '{value}'", NameGuess.Suggest(value.GetString()!, argument.Choices));
        }
        else
        {
            foreach (var (text, problem) in Texts(argument.Kind, value).Select(text => (text, Refusal(argument.Kind, text))))
            {
                if (problem is not null)
                {
                    Report(argument.Name, $"has '{Yaml.YamlText.Shorten(text)}', which cannot be used: {problem}", "Write it in another way.");
                }
            }
        }
    }

    private static IEnumerable<string> Texts(ArgumentKind kind, JsonElement value) => kind switch
    {
        ArgumentKind.Pattern or ArgumentKind.TimeFormat => [value.GetString()!],
        ArgumentKind.Patterns => value.EnumerateArray().Select(item => item.GetString()!),
        ArgumentKind.JsonSchema => [value.GetRawText()],
        _ => NulTexts(value),
    };

    private static IEnumerable<string> NulTexts(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Array => value.EnumerateArray().SelectMany(NulTexts),
        _ => [],
    };

    private static string? Refusal(ArgumentKind kind, string text) => kind switch
    {
        _ when text.Contains('\0', StringComparison.Ordinal) => "it holds a NUL character",
        ArgumentKind.Pattern or ArgumentKind.Patterns => PatternGuard.Refuse(text),
        ArgumentKind.TimeFormat => Directive().Matches(text).FirstOrDefault(m => !KnownDirectives.Contains(m.Value[1]))
            is { } unknown ? $"there is no directive '{unknown.Value}'" : null,
        ArgumentKind.JsonSchema => ExpectedSchema.Refuse(text),
        _ => null,
    };

    private static bool IsKind(ArgumentKind kind, JsonElement value) => kind switch
    {
        ArgumentKind.Column or ArgumentKind.Text or ArgumentKind.Pattern or ArgumentKind.TimeFormat =>
            value.ValueKind == JsonValueKind.String,
        ArgumentKind.Columns => IsListOf(value, item => item.ValueKind == JsonValueKind.String) && value.GetArrayLength() > 0,
        ArgumentKind.Texts or ArgumentKind.Patterns => IsListOf(value, item => item.ValueKind == JsonValueKind.String),
        ArgumentKind.Values => IsListOf(value, item => item.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array)),
        ArgumentKind.Pairs => IsListOf(value, item => IsListOf(item, _ => true) && item.GetArrayLength() == 2),
        ArgumentKind.Number => value.ValueKind == JsonValueKind.Number,
        ArgumentKind.Count => value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and < 1e15 and var number
            && Math.Floor(number) == number,
        ArgumentKind.Bound => value.ValueKind is JsonValueKind.Number or JsonValueKind.String,
        ArgumentKind.Flag => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        ArgumentKind.QuantileRanges => AreLists(value, "quantiles", "value_ranges")
            && value.GetProperty("quantiles").EnumerateArray().All(q => q.ValueKind == JsonValueKind.Number && q.GetDouble() is >= 0 and <= 1)
            && value.GetProperty("value_ranges").EnumerateArray().All(r => IsListOf(r, IsLimit) && r.GetArrayLength() == 2),
        ArgumentKind.Partition => AreLists(value, "values", "weights")
            && value.GetProperty("weights").EnumerateArray().All(w => w.ValueKind == JsonValueKind.Number),
        _ => value.ValueKind is JsonValueKind.Object or JsonValueKind.True or JsonValueKind.False,
    };

    private static bool IsLimit(JsonElement value) => value.ValueKind is JsonValueKind.Number or JsonValueKind.Null;

    private static bool AreLists(JsonElement value, string first, string second) =>
        value.ValueKind == JsonValueKind.Object
        && value.TryGetProperty(first, out var a) && value.TryGetProperty(second, out var b)
        && IsListOf(a, _ => true) && IsListOf(b, _ => true) && a.GetArrayLength() == b.GetArrayLength();

    private static bool IsListOf(JsonElement value, Func<JsonElement, bool> isItem) =>
        value.ValueKind == JsonValueKind.Array && value.EnumerateArray().All(isItem);

    private static string Describe(ArgumentKind kind) => kind switch
    {
        ArgumentKind.Column => "the name of a column",
        ArgumentKind.Columns => "a list of names of columns",
        ArgumentKind.Number => "a number",
        ArgumentKind.Count => "a whole number of at least 0",
        ArgumentKind.Texts => "a list of texts",
        ArgumentKind.Values => "a list of single values",
        ArgumentKind.Pairs => "a list of lists of two values",
        ArgumentKind.Bound => "a number, or the text of a time",
        ArgumentKind.Flag => "true or false",
        ArgumentKind.JsonSchema => "a JSON Schema",
        ArgumentKind.QuantileRanges =>
            "an object with 'quantiles' from 0 to 1, and as many 'value_ranges', each of two numbers or null",
        ArgumentKind.Partition => "an object with 'values' and as many 'weights'; 'bins' are not available",
        ArgumentKind.Pattern => "a regular expression",
        ArgumentKind.Patterns => "a list of regular expressions",
        ArgumentKind.TimeFormat => "a form such as %Y-%m-%d",
        _ => "a text",
    };

    private void Report(string name, string what, string suggestion) => problems.Add(
        ErrorCodes.InvalidValue, positions[$"{pointer}/{name}"], $"'{name}' of {type.Name} {what}", suggestion);

    [GeneratedRegex("%.", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Directive();
}
