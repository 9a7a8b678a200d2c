using System.Text;

namespace Lakehouse.JsonSchemaSuite;

/// <summary>Writes what passes by draft and keyword.</summary>
internal static class SuitePage
{
    private const string Mark = "<!-- results: written by tests/JsonSchemaSuite -->";

    public static void Write(string path, string version, IReadOnlyList<SuiteResult> results)
    {
        var page = new StringBuilder();
        if (File.Exists(path))
        {
            page.Append(File.ReadAllText(path).Split(Mark)[0]);
        }
        page.Append(Mark).Append("\n\n").Append($"JSON-Schema-Test-Suite, {version}.\n");
        foreach (var (group, title) in new[]
        {
            ("", "What the drafts demand"), ("optional", "Optional"), ("optional/format", "Formats, as assertions"),
        })
        {
            AppendTable(page, title, [.. results.Where(r => r.Group == group)]);
        }
        var failures = results.SelectMany(r => r.Failures).ToList();
        page.Append("\n### What does not pass\n\n");
        page.Append(failures.Count == 0 ? "Nothing.\n" : string.Concat(failures.Select(f => $"- {Shorten(f)}\n")));
        File.WriteAllText(path, page.ToString());
    }

    private static void AppendTable(StringBuilder page, string title, IReadOnlyList<SuiteResult> results)
    {
        var drafts = results.Select(r => r.Draft).Distinct().ToList();
        page.Append($"\n### {title}\n\n| | {string.Join(" | ", drafts)} |\n|---|{string.Concat(drafts.Select(_ => "---|"))}\n");
        foreach (var keyword in results.Select(r => r.Keyword).Distinct().Order(StringComparer.Ordinal))
        {
            var cells = drafts.Select(draft => results.FirstOrDefault(r => r.Draft == draft && r.Keyword == keyword))
                .Select(r => r is null ? "" : Cell(r.Passed, r.Failures.Count));
            page.Append($"| {keyword} | {string.Join(" | ", cells)} |\n");
        }
        var sums = drafts.Select(draft => results.Where(r => r.Draft == draft).ToList())
            .Select(all => Cell(all.Sum(r => r.Passed), all.Sum(r => r.Failures.Count)));
        page.Append($"| **all** | {string.Join(" | ", sums)} |\n");
    }

    private static string Cell(int passed, int failed) => failed == 0 ? $"{passed}" : $"{passed} of {passed + failed}";

    private static string Shorten(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length > 200 ? line[..200] + " …" : line;
    }
}
