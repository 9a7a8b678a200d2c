using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lakehouse.Medallion.Gold.Queries;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Compatibility;
using Lakehouse.Quality.Evolution;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Jobs.Tests.Docs;

/// <summary><c>docs/errors.md</c> lists every error code, taken from the constants and their summaries.</summary>
public sealed partial class ErrorCodesTests
{
    private static readonly (string Title, Type Codes)[] Sections =
    [
        ("Records: reasons for quarantine", typeof(RowCodes)),
        ("Schemas: what makes two incompatible", typeof(CompatibilityCodes)),
        ("Contracts: what changed", typeof(ChangeCodes)),
        ("Project files (`QUA`)", typeof(Quality.ErrorCodes)),
        ("Queries of products (`MED02`)", typeof(QueryErrorCodes)),
        ("The flow and the command (`MED`)", typeof(Medallion.ErrorCodes)),
        ("Delta tables (`DEL`)", typeof(Delta.ErrorCodes)),
        ("Engine and storage (`ENG`)", typeof(Engine.ErrorCodes)),
    ];

    /// <summary>Set UPDATE_DOCS=1 to write the page anew.</summary>
    [Fact]
    public void The_page_of_errors_lists_every_code()
    {
        var path = Path.Combine(Repository.Root, "docs", "errors.md");
        var page = Page();
        if (Environment.GetEnvironmentVariable("UPDATE_DOCS") == "1")
        {
            File.WriteAllText(path, page);
        }

        Assert.Equal(page, File.ReadAllText(path));
    }

    [Fact]
    public void No_code_is_used_twice_and_all_have_the_form()
    {
        var codes = Sections.Skip(3).SelectMany(section => Constants(section.Codes)).Select(code => code.Value).ToList();

        Assert.All(codes, code => Assert.Matches("^[A-Z]{3}[0-9]{4}$", code));
        Assert.Equal(codes.Count, codes.Distinct().Count());
    }

    private static string Page()
    {
        var page = new StringBuilder("""
            # Errors

            Generated from the code by a test (`UPDATE_DOCS=1 dotnet test tests/Jobs.Tests`). A message reads
            *code: what, where. Next step.* A code is never given a second meaning.

            """);
        foreach (var (title, codes) in Sections)
        {
            page.Append($"\n## {title}\n\n| Code | Meaning |\n|---|---|\n");
            foreach (var (field, value) in Constants(codes).OrderBy(code => code.Value, StringComparer.Ordinal))
            {
                page.Append($"| `{value}` | {Summary(field)} |\n");
            }
        }
        return page.ToString();
    }

    private static IEnumerable<(FieldInfo Field, string Value)> Constants(Type type) => type
        .GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
        .Where(field => field is { IsLiteral: true, IsPrivate: false } && field.FieldType == typeof(string))
        .Select(field => (field, (string)field.GetRawConstantValue()!));

    private static string Summary(FieldInfo field)
    {
        var type = field.DeclaringType!;
        var documentation = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"));
        var member = documentation.Descendants("member")
            .Single(element => (string?)element.Attribute("name") == $"F:{type.FullName}.{field.Name}");
        return Spaces().Replace(member.Element("summary")!.Value.Trim(), " ").Replace("|", "\\|", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
