using System.Text.Json;
using Lakehouse.Quality.Checks;
using Lakehouse.Quality.Expectations;
using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts;

/// <summary>
/// Makes table checks of expectations: quality entries with <c>type: custom</c> and <c>engine: greatExpectations</c>, whose
/// implementation names a suite (<c>suite: orders</c>), or is an expectation or a list of them, as YAML or as text.
/// </summary>
/// <param name="suites">The suites of the project that could be read.</param>
/// <param name="names">The names of all suites; null when there is no project to look in.</param>
internal sealed class SuiteChecks(IReadOnlyDictionary<string, ExpectationSuite> suites, IReadOnlyCollection<string>? names)
{
    public const string Engine = "greatExpectations";

    /// <summary>For a contract by itself: suites that it names are somewhere else.</summary>
    public static readonly SuiteChecks OfNoProject = new(new Dictionary<string, ExpectationSuite>(), null);

    public IReadOnlyDictionary<string, ExpectationSuite> Suites => suites;

    /// <summary>The checks of an entry, one for each expectation.</summary>
    public IEnumerable<TableCheck> Read(QualityEntry entry)
    {
        if (!TableCheckReader.BlamesRows(entry))
        {
            return [];
        }
        var (source, node) = (entry.Source, entry.Source.Node("implementation")!);
        return node is YamlMapping mapping && mapping.Entries.Any(e => e.Key.Text == "suite")
            ? OfSuite(entry, new MappingReader(mapping, $"the implementation of {source.Subject}", source.Problems))
            : Inline(entry, node).Select(expectation => Check(entry, entry.Name ?? expectation.Label, expectation));
    }

    private IEnumerable<TableCheck> OfSuite(QualityEntry entry, MappingReader implementation)
    {
        var name = implementation.Text("suite");
        implementation.Finish();
        if (name is null || names is null)
        {
            return [];
        }
        if (!names.Contains(name))
        {
            implementation.Report(ErrorCodes.InvalidValue, "suite", $"there is no suite '{YamlText.Shorten(name)}'",
                names.Count == 0 ? $"Write expectations/{YamlText.Shorten(name)}.json." : NameGuess.Suggest(name, names));
        }
        return suites.TryGetValue(name, out var suite)
            ? suite.Expectations.Select(expectation => Check(entry, $"{name}: {expectation.Label}", expectation))
            : [];
    }

    private static TableCheck Check(QualityEntry entry, string name, Expectation expectation) =>
        new(name, TableMetric.Expectation, new Threshold(Comparison.Equal, 0), entry.Source.Position)
        {
            Columns = expectation.Columns,
            Expectation = expectation,
            Severity = expectation.OnlyWarns ? Severity.Warning : entry.Severity,
        };

    private static List<Expectation> Inline(QualityEntry entry, YamlNode node)
    {
        var problems = entry.Source.Problems;
        if (node is YamlScalar text)
        {
            if (YamlReader.Read(node.Position.File, text.Text, problems) is not { } written)
            {
                return [];
            }
            node = written;
        }
        var positions = JsonPositions.At(entry.Source.PositionOf("implementation"));
        var json = JsonElement.Parse(YamlJson.Write(node));
        var items = json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : new List<JsonElement> { json };
        return [.. items.Select(item => new ExpectationReader(item, default, positions, "", problems).Read()).OfType<Expectation>()];
    }
}
