using System.Globalization;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Reads the <c>quality</c> lists of contracts and products.</summary>
internal static class QualityEntryReader
{
    private static readonly string[] Types = ["text", "library", "sql", "custom"];

    private static readonly string[] Metrics =
        ["rowCount", "nullValues", "missingValues", "invalidValues", "duplicateValues"];

    private static readonly string[] Severities = ["error", "warning", "info", "quarantine"];

    private static readonly string[] Dimensions =
        ["accuracy", "completeness", "conformity", "consistency", "coverage", "timeliness", "uniqueness"];

    private static readonly string[] OnlyForPeople = ["description", "businessImpact", "method", "schedule", "scheduler"];

    private static readonly Operator[] Operators =
    [
        new("mustBe", Comparison.Equal),
        new("mustNotBe", Comparison.NotEqual),
        new("mustBeGreaterThan", Comparison.Greater),
        new("mustBeGreaterOrEqualTo", Comparison.GreaterOrEqual),
        new("mustBeLessThan", Comparison.Less),
        new("mustBeLessOrEqualTo", Comparison.LessOrEqual),
        new("mustBeBetween", Comparison.Between),
        new("mustNotBeBetween", Comparison.NotBetween),
    ];

    /// <summary>The entries under <c>quality</c> that can be carried out; texts for people are left out.</summary>
    public static IReadOnlyList<QualityEntry> Read(MappingReader owner)
    {
        var readers = owner.Mappings("quality", Subject);
        if (readers.Length == 0)
        {
            return [];
        }
        var entries = new List<QualityEntry>();
        foreach (var entry in readers)
        {
            if (ReadEntry(entry) is { Type: not "text" } read)
            {
                entries.Add(read);
            }
        }
        return entries;
    }

    private static string Subject(MappingReader entry, MappingReader owner)
    {
        var name = entry.Peek("name") ?? entry.Peek("id") ?? entry.Peek("metric");
        return name is null ? $"a quality entry of {owner.Subject}" : $"quality entry '{name}'";
    }

    private static QualityEntry? ReadEntry(MappingReader entry)
    {
        StandardBlocks.Common(entry);
        foreach (var key in OnlyForPeople)
        {
            entry.Node(key);
        }
        entry.Choice("dimension", Dimensions);
        var before = entry.Problems.Count;
        var read = new QualityEntry(entry, entry.Choice("type", Types) ?? "library")
        {
            Name = entry.Text("name") ?? entry.Peek("description"),
            Metric = entry.Choice("metric", Metrics),
            Threshold = ReadThreshold(entry),
            InPercent = entry.Choice("unit", ["rows", "percent"]) == "percent",
            Severity = entry.Choice("severity", Severities) switch
            {
                "warning" or "info" => Severity.Warning,
                "quarantine" => Severity.Quarantine,
                _ => Severity.Error,
            },
            Arguments = entry.Mapping("arguments", $"the arguments of {entry.Subject}"),
            Query = entry.Text("query"),
            Engine = entry.Text("engine"),
            Implementation = ReadImplementation(entry),
        };
        entry.Finish();
        return entry.Problems.Count == before && IsComplete(read) ? read : null;
    }

    // What other engines take is their own business: any kind of value.
    private static MappingReader? ReadImplementation(MappingReader entry)
    {
        if (entry.Peek("engine") == "medallion")
        {
            return entry.Mapping("implementation", $"the implementation of {entry.Subject}");
        }
        entry.Node("implementation");
        return null;
    }

    private static bool IsComplete(QualityEntry read) => read.Type switch
    {
        "library" => read.Source.Require("metric", $"Add 'metric:' with one of {string.Join(", ", Metrics)}.")
            && RequireThreshold(read),
        "sql" => read.Source.Require("query", "Add 'query:' with a SELECT that gives one value.")
            && RequireThreshold(read),
        "custom" => read.Source.Require("engine", "Add 'engine: medallion'.") && CanRun(read),
        _ => true,
    };

    private static bool CanRun(QualityEntry read)
    {
        if (read.Engine == "medallion")
        {
            return read.Source.Require("implementation", "Add 'implementation:' with an 'expression:'.");
        }
        if (read.Engine == SuiteChecks.Engine)
        {
            return read.Source.Require("implementation", "Add 'implementation: { suite: NAME }', or an expectation.");
        }
        read.Source.Report(ErrorCodes.NotAvailable, "engine",
            $"checks of the engine '{read.Engine}' are not available yet",
            "Write the check as a metric, as 'type: sql' or with 'engine: medallion' or 'engine: greatExpectations', or keep it as 'type: text'.");
        return false;
    }

    private static bool RequireThreshold(QualityEntry read)
    {
        if (read.Threshold is not null)
        {
            return true;
        }
        read.Source.Problems.Add(ErrorCodes.MissingKey, read.Source.Position,
            $"{read.Source.Subject} does not say what the measured value must be",
            "Add one of mustBe, mustBeLessThan, mustBeGreaterThan, mustBeBetween ...");
        return false;
    }

    private static Threshold? ReadThreshold(MappingReader entry)
    {
        var given = Array.FindAll(Operators, o => entry.Node(o.Key) is not null);
        if (given.Length == 0)
        {
            return null;
        }
        if (given.Length > 1)
        {
            entry.Report(ErrorCodes.BadQualityEntry, given[1].Key,
                $"{entry.Subject} has both '{given[0].Key}' and '{given[1].Key}'", "Keep one, or write two entries.");
            return null;
        }
        var (key, comparison) = given[0];
        var needed = comparison is Comparison.Between or Comparison.NotBetween ? 2 : 1;
        var limits = entry.Scalars(key).ToList();
        if (limits.Count != needed || Limit(limits[0]) is not { } least || Limit(limits[^1]) is not { } greatest)
        {
            entry.Report(ErrorCodes.BadQualityEntry, key, $"'{key}' of {entry.Subject} does not hold "
                + (needed == 2 ? "two numbers" : "one number"), needed == 2 ? $"Write '{key}: [1, 10]'." : $"Write '{key}: 0'.");
            return null;
        }
        if (needed == 2 && least > greatest)
        {
            entry.Report(ErrorCodes.BadQualityEntry, key, $"'{key}' of {entry.Subject} has the greater number first",
                "Swap the two numbers.");
            return null;
        }
        return new Threshold(comparison, least, greatest);
    }

    // A query may give a truth value; it is compared as 1 or 0.
    private static decimal? Limit(YamlScalar scalar)
    {
        if (scalar.Truth is { } truth)
        {
            return truth ? 1 : 0;
        }
        return scalar.IsPlain && decimal.TryParse(scalar.Text,
            NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var limit)
            ? limit
            : null;
    }

    private sealed record Operator(string Key, Comparison Comparison);
}
