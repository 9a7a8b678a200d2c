using Lakehouse.Quality.Sql;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>Reads the rules <c>upcast</c> of a contract: how its records become those of the current version.</summary>
internal static class UpcastReader
{
    private const string Example = "Write for example { column: amount, from: total, cast: true }, "
        + "{ column: channel, constant: web }, { column: net, expression: \"gross - tax\" } or { drop: legacy_id }.";

    /// <summary>The rules that stand under a key.</summary>
    public static IReadOnlyList<UpcastRule> Read(MappingReader holder, string key) =>
        [.. holder.Mappings(key, static (e, _) => $"the upcast of '{e.Peek("column") ?? e.Peek("drop") ?? "?"}'").Select(ReadRule)];

    private static UpcastRule ReadRule(MappingReader entry)
    {
        var rule = new UpcastRule(entry.Text("column"), entry.Position)
        {
            From = entry.Text("from"),
            Cast = entry.Flag("cast") ?? false,
            Default = Value(entry, "default"),
            Constant = Value(entry, "constant"),
            Expression = entry.Text("expression")?.Trim(),
            Drop = entry.Texts("drop"),
        };
        entry.Finish();
        var sources = new object?[] { rule.From, rule.Constant, rule.Expression }.Count(value => value is not null);
        if (sources != (rule.Column is null ? 0 : 1) || (rule.Column is null) == (rule.Drop.Count == 0))
        {
            entry.Report(ErrorCodes.BadUpcast, "column",
                $"{entry.Subject} must have 'drop', or 'column' with one of 'from', 'constant' and 'expression'", Example);
        }
        else if (rule.From is null && (rule.Cast || rule.Default is not null))
        {
            entry.Report(ErrorCodes.BadUpcast, rule.Cast ? "cast" : "default",
                $"{entry.Subject} has 'cast' or 'default' without 'from'", "Only a property that is taken over can be cast or absent.");
        }
        if (rule.Expression is { } expression && SqlTokens.RefuseFragment(expression) is { } reason)
        {
            entry.Report(ErrorCodes.BadExpression, "expression", $"the expression of {entry.Subject} {reason}",
                "Write one SQL expression over the columns of this version.");
        }
        return rule;
    }

    private static YamlScalar? Value(MappingReader entry, string key) => entry.Scalars(key) is [var value, ..] ? value : null;
}
