using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>
/// Finds for each field of the current version where it comes from, and reports what comes from nowhere, goes nowhere, or
/// does not fit. A field of the same name is taken over by itself.
/// </summary>
internal sealed class UpcastPlanner
{
    private readonly Contract _old;
    private readonly Contract _current;
    private readonly ProblemList _problems;
    private readonly UpcastUse _use;
    private readonly Dictionary<string, UpcastRule> _rules = new(StringComparer.Ordinal);
    private readonly List<UpcastStep> _steps = [];

    private UpcastPlanner(Contract old, Contract current, ProblemList problems)
    {
        (_old, _current, _problems) = (old, current, problems);
        _use = new UpcastUse(old.Shape);
    }

    private string Versions => $"from version {_old.Version} to {_current.Version}";

    /// <summary>The plan, or null after a report.</summary>
    public static UpcastPlan? Plan(Contract old, Contract current, ProblemList problems)
    {
        var before = problems.Count;
        var planner = new UpcastPlanner(old, current, problems);
        planner.TakeRules();
        var columns = planner.Fields(current.Shape.Columns, old.Shape.Columns, []);
        planner.ReportUnused();
        return problems.Count > before ? null : new UpcastPlan
        {
            Steps = planner._steps,
            Columns = columns,
            Facts = [.. old.Upcast.SelectMany(Facts)],
        };
    }

    private static IEnumerable<string> Facts(UpcastRule rule) =>
    [
        rule.Column ?? "", rule.From ?? "", rule.Cast ? "cast" : "", Text(rule.Default), Text(rule.Constant),
        rule.Expression is null ? "" : SqlTokens.Normalize(rule.Expression),
    ];

    private static string Text(YamlScalar? value) => value is null ? "" : $"{(value.IsPlain ? "plain" : "text")} {value.Text}";

    private void TakeRules()
    {
        foreach (var rule in _old.Upcast)
        {
            foreach (var path in rule.Drop)
            {
                if (Old(rule, path) is { } dropped)
                {
                    _use.Take(dropped);
                }
            }
            if (rule.Column is { } column && Target(rule, column) && !_rules.TryAdd(column, rule))
            {
                Report(rule, $"'{column}' has two rules", "Remove one of them.");
            }
        }
    }

    private bool Target(UpcastRule rule, string column)
    {
        if (_current.Shape.Find(column) is null)
        {
            Report(rule, $"version {_current.Version} has no property '{column}'",
                NameGuess.Suggest(column, [.. _current.Shape.All.Select(field => field.Path)]));
            return false;
        }
        if (column.Contains("[]", StringComparison.Ordinal))
        {
            Report(rule, $"'{column}' stands in an array, where single values have no rules",
                "Make the whole array with 'expression', or give the property its old name.");
            return false;
        }
        return true;
    }

    private RecordField? Old(UpcastRule rule, string path)
    {
        if (_old.Shape.Find(path) is { } field)
        {
            return field;
        }
        Report(rule, $"version {_old.Version} has no property '{path}'",
            NameGuess.Suggest(path, [.. _old.Shape.All.Select(f => f.Path)]));
        return null;
    }

    // The members of an object, or the columns, from those of the same name.
    private List<UpcastValue> Fields(
        IReadOnlyList<RecordField> targets, IReadOnlyList<RecordField> sources, IReadOnlyList<string> around)
    {
        var values = new List<UpcastValue>();
        foreach (var target in targets)
        {
            var source = sources.FirstOrDefault(field => field.Name == target.Name);
            values.Add(_rules.TryGetValue(target.Path, out var rule)
                ? OfRule(target, rule)
                : source is not null ? OfField(target, source, [.. around, source.Name], [])
                : WithRulesBelow(target) ? new UpcastValue.Members(target, null, Fields(target.Children, [], []))
                : OfNothing(target));
        }
        return values;
    }

    private bool WithRulesBelow(RecordField target) => target.Type is FieldType.Object
        && _rules.Keys.Any(path => path.StartsWith(target.Path + ".", StringComparison.Ordinal));

    private UpcastValue.Nothing OfNothing(RecordField target)
    {
        if (HasValue(target))
        {
            _problems.Add(ErrorCodes.UpcastNotTotal, _old.Position,
                $"'{target.Path}' is required in version {_current.Version} and comes from nothing of version {_old.Version}",
                $"Add to 'upcast' of version {_old.Version}: {{ column: {target.Path}, from: ... }}, or with 'constant' or 'expression'.");
        }
        return new UpcastValue.Nothing(target);
    }

    private UpcastValue OfRule(RecordField target, UpcastRule rule)
    {
        if (rule.Constant is { } constant)
        {
            return new UpcastValue.Constant(target, Canonical(target, constant, rule, "constant") ?? "");
        }
        if (rule.Expression is { } expression)
        {
            _use.TakeNamed(expression);
            return Step(new UpcastStep(target, rule.Position) { Expression = expression, Around = AroundOf(target) });
        }
        if (Old(rule, rule.From!) is not { } source)
        {
            return new UpcastValue.Nothing(target);
        }
        if (source.Path.Contains("[]", StringComparison.Ordinal))
        {
            Report(rule, $"'{source.Path}' stands in an array, and '{target.Path}' is one value", "Use 'expression'.");
            return new UpcastValue.Nothing(target);
        }
        var standIn = rule.Default is { } given ? Canonical(target, given, rule, "default") : null;
        // Objects around both are there or not for both.
        var around = _old.Shape.Around(source).Where(f => !target.Path.StartsWith(f.Path + ".", StringComparison.Ordinal)).ToList();
        if (!rule.Cast || UpcastTypes.Fits(target.Type, source.Type))
        {
            return OfField(target, source, source.Path.Split('.'), around, rule, standIn);
        }
        _use.Take(source);
        if (!UpcastTypes.CanCast(target.Type, source.Type))
        {
            Report(rule, $"'{source.Path}' is of type {source.Type}, which cannot be cast to {target.Type}", "Use 'expression'.");
        }
        CheckPresence(target, source, around, rule.Position, standIn);
        return Step(new UpcastStep(target, rule.Position) { From = source, Default = standIn });
    }

    private UpcastValue.Stepped Step(UpcastStep step)
    {
        _steps.Add(step);
        return new UpcastValue.Stepped(step.Target, _steps.Count - 1);
    }

    private UpcastValue OfField(
        RecordField target,
        RecordField source,
        IReadOnlyList<string> path,
        IEnumerable<RecordField> around,
        UpcastRule? rule = null,
        string? standIn = null)
    {
        var position = rule?.Position ?? source.Position;
        CheckPresence(target, source, around, position, standIn);
        switch (target.Type, source.Type)
        {
            case (FieldType.Object to, FieldType.Object from):
                return new UpcastValue.Members(target, path, Fields(to.Fields, from.Fields, path));
            case (FieldType.Array to, FieldType.Array from):
                return new UpcastValue.Elements(target, path, OfField(to.Element, from.Element, [], []));
            default:
                _use.Take(source);
                if (!UpcastTypes.Fits(target.Type, source.Type))
                {
                    _problems.Add(ErrorCodes.BadUpcast, position,
                        $"'{source.Path}' is of type {source.Type} in version {_old.Version}, and '{target.Path}' of type {target.Type} "
                        + $"in version {_current.Version}",
                        UpcastTypes.CanCast(target.Type, source.Type) && !target.Path.Contains("[]", StringComparison.Ordinal)
                            ? $"Add to 'upcast': {{ column: {target.Path}, from: {source.Path}, cast: true }}."
                            : $"Add to 'upcast' a rule with 'expression' for '{target.Path.Split("[]")[0]}'.");
                }
                return new UpcastValue.Same(target, path, standIn);
        }
    }

    private void CheckPresence(
        RecordField target, RecordField source, IEnumerable<RecordField> around, FilePosition position, string? standIn)
    {
        if (HasValue(target) && standIn is null && !around.Append(source).All(HasValue))
        {
            _problems.Add(ErrorCodes.UpcastNotTotal, position,
                $"'{target.Path}' is required in version {_current.Version}, and '{source.Path}' may be absent in version {_old.Version}",
                target.Path.Contains("[]", StringComparison.Ordinal)
                    ? "Make the whole array with 'expression'."
                    : $"Add to 'upcast': {{ column: {target.Path}, from: {source.Path}, default: ... }}.");
        }
    }

    private static bool HasValue(RecordField field) => field.Required && field.Nulls != Nulls.Allowed;

    private string? AroundOf(RecordField target)
    {
        var around = _current.Shape.Around(target);
        return around.Count > 0 && _old.Shape.Find(around[^1].Path) is { Type: FieldType.Object } old ? old.Path : null;
    }

    private string? Canonical(RecordField target, YamlScalar value, UpcastRule rule, string key)
    {
        var text = target.Type.IsSingle ? TypedText.Canonical(target.Type, value) : null;
        if (text is null)
        {
            Report(rule, $"'{YamlText.Shorten(value.Text)}' is no '{key}' for '{target.Path}' of type {target.Type}",
                target.Type.IsSingle ? $"Write {TypedText.Example(target.Type)}." : "Use 'expression'.");
        }
        return text;
    }

    private void ReportUnused()
    {
        foreach (var field in _use.Unused())
        {
            _problems.Add(ErrorCodes.UpcastNotTotal, field.Position,
                $"nothing becomes of '{field.Path}' {Versions}",
                $"Add to 'upcast': {{ column: ..., from: {field.Path} }}, or {{ drop: {field.Path} }}.");
        }
    }

    private void Report(UpcastRule rule, string message, string suggestion) =>
        _problems.Add(ErrorCodes.BadUpcast, rule.Position, $"the upcast {Versions}: {message}", suggestion);
}
