using System.Text.Json;
using Lakehouse.Quality.Expectations.Conditions;

namespace Lakehouse.Quality.Expectations;

/// <summary>Reads one expectation of a suite.</summary>
internal sealed class ExpectationReader(
    JsonElement source, JsonElement parameters, JsonPositions positions, string pointer, ProblemList problems)
{
    private const string Mostly = "mostly";
    private const string RowConditionKey = "row_condition";
    private const string ParserKey = "condition_parser";

    private static readonly string[] Keys =
        ["type", "expectation_type", "kwargs", "meta", "id", "notes", "description", "severity", "expectation_context",
            "rendered_content", "windows"];

    private static readonly string[] SharedArguments =
        ["result_format", "catch_exceptions", "meta", "batch_id", "auto", "profiler_config", "severity"];

    private static readonly string[] Parsers = ["pandas", "great_expectations", "great_expectations__experimental__", "spark"];

    /// <summary>The expectation; null when it cannot be used, and problems say why.</summary>
    public Expectation? Read()
    {
        var before = problems.Count;
        if (source.ValueKind != JsonValueKind.Object)
        {
            Report(ErrorCodes.WrongKind, "", "an expectation must be an object", "Write {\"type\": ..., \"kwargs\": {...}}.");
            return null;
        }
        foreach (var key in source.EnumerateObject().Select(p => p.Name).Where(name => !Keys.Contains(name)))
        {
            Report(ErrorCodes.UnknownKey, $"/{key}", $"unknown key '{key}' in an expectation", NameGuess.Suggest(key, Keys));
        }
        if (FindType() is not { } type)
        {
            return null;
        }
        if (!source.TryGetProperty("kwargs", out var kwargs) || kwargs.ValueKind != JsonValueKind.Object)
        {
            Report(ErrorCodes.MissingKey, "", $"{type.Name} has no object 'kwargs'", "Write \"kwargs\": {...}.");
            return null;
        }
        kwargs = Fill(kwargs);
        var arguments = new ArgumentReader(type, kwargs, positions, $"{pointer}/kwargs", problems);
        arguments.Read();
        var mostly = arguments.Share(Mostly) ?? 1;
        var condition = ReadCondition(kwargs);
        Refuse(type, kwargs);
        return problems.Count > before
            ? null
            : new Expectation(type, kwargs, source, positions[pointer]) { Mostly = mostly, RowCondition = condition };
    }

    private ExpectationType? FindType()
    {
        var key = source.TryGetProperty("type", out var given) ? "type" : "expectation_type";
        if (!source.TryGetProperty(key, out given) || given.ValueKind != JsonValueKind.String)
        {
            Report(ErrorCodes.MissingKey, "", "'type' is missing in an expectation", "Write \"type\": \"expect_...\".");
            return null;
        }
        var name = given.GetString()!;
        if (ExpectationTypes.Find(name) is { } type)
        {
            return type;
        }
        Report(ErrorCodes.UnknownExpectation, $"/{key}", $"there is no expectation of the type '{name}'",
            NameGuess.Nearest(name, ExpectationTypes.All.Select(t => t.Name)) is { } near
                ? $"Did you mean '{near}'?"
                : "The types are listed in docs/quality.md.");
        return null;
    }

    private void Refuse(ExpectationType type, JsonElement kwargs)
    {
        var allowed = type.Arguments.Select(argument => argument.Name).Concat(SharedArguments).ToList();
        if (type.JudgesRows)
        {
            allowed.Add(Mostly);
        }
        if (type.TakesRowCondition)
        {
            allowed.AddRange([RowConditionKey, ParserKey]);
        }
        foreach (var key in kwargs.EnumerateObject().Select(p => p.Name).Where(name => !allowed.Contains(name)))
        {
            Report(ErrorCodes.UnknownKey, $"/kwargs/{key}", $"{type.Name} takes no argument '{key}'",
                NameGuess.Suggest(key, [.. allowed.Except(SharedArguments)]));
        }
    }

    private RowCondition? ReadCondition(JsonElement kwargs)
    {
        if (!kwargs.TryGetProperty(RowConditionKey, out var given) || given.ValueKind is JsonValueKind.Null)
        {
            return null;
        }
        var parser = kwargs.TryGetProperty(ParserKey, out var named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : "pandas";
        if (!Parsers.Contains(parser))
        {
            Report(ErrorCodes.InvalidValue, $"/kwargs/{ParserKey}", $"there is no condition parser '{parser}'",
                NameGuess.Suggest(parser, Parsers));
            return null;
        }
        var condition = ConditionReader.Read(given, parser, out var problem);
        if (condition is null)
        {
            Report(ErrorCodes.BadRowCondition, $"/kwargs/{RowConditionKey}", $"the row condition cannot be read: {problem}",
                "Compare columns with values, joined by and, or, not: country == \"DE\" and age >= 18.");
        }
        return condition;
    }

    // A parameter stands as {"$PARAMETER": "name"}.
    private JsonElement Fill(JsonElement kwargs)
    {
        if (!kwargs.EnumerateObject().Any(p => IsParameter(p.Value, out _)))
        {
            return kwargs;
        }
        var filled = new Dictionary<string, JsonElement>();
        foreach (var member in kwargs.EnumerateObject())
        {
            filled[member.Name] = member.Value;
            if (!IsParameter(member.Value, out var name))
            {
                continue;
            }
            if (parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty(name, out var value))
            {
                filled[member.Name] = value;
                continue;
            }
            Report(ErrorCodes.UnknownProperty, $"/kwargs/{member.Name}", $"the suite has no parameter '{name}'",
                "Add it to \"suite_parameters\".");
        }
        return JsonSerializer.SerializeToElement(filled);
    }

    private static bool IsParameter(JsonElement value, out string name)
    {
        name = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("$PARAMETER", out var given) ? $"{given}" : "";
        return name.Length > 0;
    }

    private void Report(string code, string below, string message, string suggestion) =>
        problems.Add(code, positions[pointer + below], message, suggestion);
}
