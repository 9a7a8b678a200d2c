using System.Text;
using Lakehouse.Medallion.Contracts;
using Lakehouse.Quality.Evolution;

namespace Lakehouse.Jobs.Commands.Contracts;

/// <summary>Differences as Markdown, for a comment on a pull request.</summary>
internal static class DifferenceMarkdown
{
    public static string Of(IEnumerable<(SchemaDifference Difference, IReadOnlyList<ImpactedTable> Impact, IEnumerable<string> Evidence)> differences)
    {
        var text = new StringBuilder("## Contracts\n");
        var count = 0;
        foreach (var (difference, impact, evidence) in differences)
        {
            count++;
            text.Append($"\n### `{difference.Name}`: {DifferenceText.Verdict(difference)}\n\n");
            if (difference.Changes.Count > 0)
            {
                text.Append("| Kind | Code | Where | What |\n|---|---|---|---|\n");
            }
            foreach (var change in difference.Changes)
            {
                var kind = change.Kind == ChangeKind.Breaking ? "**breaking**" : change.Kind.ToString().ToLowerInvariant();
                text.Append($"| {kind} | `{change.Code}` | `{Cell(change.Path)}` | {Cell(DifferenceText.Sentence(change))} |\n");
            }
            if (impact.Count > 0)
            {
                text.Append("\nReaches:\n\n");
            }
            foreach (var table in impact)
            {
                text.Append($"- {Cell(DifferenceText.Reached(table))}\n");
            }
            foreach (var line in evidence)
            {
                text.Append($"\n{Cell(line.Trim())}\n");
            }
        }
        return count == 0 ? text.Append("\nNo contract changed.\n").ToString() : text.ToString();
    }

    private static string Cell(string text) => text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal);
}
