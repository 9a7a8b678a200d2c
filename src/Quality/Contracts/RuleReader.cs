using System.Text.RegularExpressions;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Records;
using Lakehouse.Quality.Sql;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>Reads rules: quality entries of a table with <c>type: custom</c> and <c>engine: medallion</c>.</summary>
internal static partial class RuleReader
{
    private const int LongestExpression = 4_000;

    public static RuleCheck? Read(QualityEntry entry, RecordShape shape)
    {
        var body = entry.Implementation!;
        if (entry.Severity == Severity.Warning)
        {
            entry.Source.Report(ErrorCodes.NotAvailable, "severity", $"{entry.Source.Subject} is a rule that only warns",
                "Remove 'severity', or measure it with 'type: sql' and 'severity: warning'.");
        }
        var expression = body.RequiredText("expression", "Add 'expression:' with a SQL condition over the contract's columns.");
        var code = ReadCode(body);
        var field = ReadField(body, shape);
        var message = body.Text("message");
        body.Finish();
        if (expression is null || IsRefused(body, expression))
        {
            return null;
        }
        var name = entry.Name ?? expression;
        return new RuleCheck(name, expression.Trim(), code, message ?? $"breaks the rule: {name}", field, entry.Source.Position);
    }

    private static bool IsRefused(MappingReader body, string expression)
    {
        var reason = expression.Length > LongestExpression
            ? $"has more than {LongestExpression} characters"
            : SqlTokens.RefuseFragment(expression);
        if (reason is null)
        {
            return false;
        }
        body.Report(ErrorCodes.BadExpression, "expression", $"the expression of {body.Subject} {reason}",
            "Write one SQL condition that is true for good records, such as: amount >= 0 or status = 'free'.");
        return true;
    }

    private static string ReadCode(MappingReader body)
    {
        if (body.Text("code") is not { } code)
        {
            return RowCodes.Rule;
        }
        if (!CodeForm().IsMatch(code))
        {
            body.Report(ErrorCodes.InvalidValue, "code", $"'{body.Peek("code")}' is no code of an error",
                "Use up to 40 of A-Z, 0-9 and _, starting with a letter.");
        }
        return code;
    }

    private static RecordField? ReadField(MappingReader body, RecordShape shape)
    {
        if (body.Text("path") is not { } path)
        {
            return null;
        }
        var field = shape.Find(path);
        if (field is null)
        {
            body.Report(ErrorCodes.UnknownProperty, "path", $"'{body.Peek("path")}' is no property of the contract",
                NameGuess.Nearest(path, shape.All.Select(f => f.Path)) is { } near
                    ? $"Did you mean '{near}'?"
                    : "Name a property by its path, such as properties.amount.");
        }
        return field;
    }

    [GeneratedRegex(@"^[A-Z][A-Z0-9_]{0,39}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CodeForm();
}
