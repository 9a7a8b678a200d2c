using System.Text;
using Lakehouse.Quality.Yaml;
using Lakehouse.TestKit;

namespace Lakehouse.Quality.Tests.Yaml;

/// <summary>What is read without the library is what the library reads, places included.</summary>
public sealed class PlainYamlReaderTests
{
    private static readonly string[] Texts =
    [
        "a: 1\nb: two words # comment\nc: 'it''s'\nd: \"x\\n\\\"y\\\"\"\n",
        "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n",
        "a:\n- b: 1\n  c: 2\n- d\n- - e\n  - f\ng: h\n",
        "a:\n  - b: 1\n    c: [x, 'y', \"z\", -1]\n  -\n    d: { e: f, g: [] }\n",
        "# first\n\na: http://x/y#z\n  # between\nb: a:b -c ?d !e\n\n# last",
        "a: |\n  one\n   two\n\n  three\nb: >-\n  one\n  two\nc: |-\n  x\n\n# end\nd: 1\n",
        "a: {b: c}\n", "a: [b: c]\n", "a: [b, c,]\n", "a: [b\n, c]\n", "a: b\n  c\n", "a: b: c\n", "a:\n\nb: 1\n", "a:\n  - b\n c: 1\n",
        "---\na: b\n", "a: b\n---\nc: d\n", "a: b\n...\n", "a: *b\n", "a: &b c\n", "a: !t b\n", "<<: a\n", "a: 1\na: 2\n", "a: - b\n", "- a\n- b\n", "a: \"b\nc\"\n",
        "a: 'b\n", "a: |\n\n  b\n", "a: >\n  b\n\n  c\n", "a: |\n  b", "a: |\n   b\n  c\n", "a:\n  |\n  b\n", "? a\n: b\n", "a : b\n", "'a': b\n", "\"a\" : b\n",
        "a:b: c\n", "a: b # c: d\n", "a: b#c\n", "a: 'b'#c\n", "a: [b]#c\n", "a: [b] # c\n", "a: ~\nb: null\nc: True\n", "a: -\n", "a: - \n", "-a: -b\n", "a: [-, b]\n",
        "a: [b:c]\n", "a: [http://b]\n", "a: { b : c }\n", "a: {b: , c: d}\n", "  a: b\n", "a: |2\n   b\n", "a: |\nb: c\n", "a:\n  b\nc: d\n", "a: [ [b, {c: d}], e ]\n",
        "a: [b # c]\n", "a: x'y\"z\n", "a: [x'y]\n", "a: %b\n", "a: @b\n", "a: b\u00A0\n", "a: \u2028\n", "a:\tb\n", "\uFEFFa: b\n", "a: ÄÖ\n", "-\ta\n", "a: b \nc: d  \n",
        "a: |\n  b\n  \nc: d\n", "a: >\n  b\n   c\n", "a: >\n  b\n  c\n# d\n", "a:\n  [b,\n   c, # d\n  e]\nf: g\n", "a: {b: c,\n d:\n  e\n}\n", "a: [b,\nc]\n", "a:\n  - [b,\n  c]\n",
        "a:\n  'b'\nc: d\n", "a:\n  b\n  c\n", "a:\n  [b]\n  c\n", "a *: b\n", "a:\n  - b\n  c\n", "a: [b,\n---\nc]\n", "a:\n  # b\n  c: d\n", "a:\n- b\n- c\n", "a:\n-b\n", "a: |-\n  b\n c: d\n",
    ];

    public static TheoryData<string> ByHand => [.. Texts];

    [Theory]
    [MemberData(nameof(ByHand))]
    public void A_text_means_the_same(string text) => Compare(text);

    [Fact]
    public void The_usual_forms_are_read_without_the_library()
    {
        foreach (var text in Texts.Take(6).Concat(Samples()))
        {
            Assert.True(PlainYamlReader.Read("a.yaml", text) is not null, text);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Files_of_projects_and_slips_in_them_mean_the_same(int seed)
    {
        var random = new Random(seed);
        var texts = Texts.Concat(Samples()).ToList();
        var read = 0;
        for (var i = 0; i < 1_500; i++)
        {
            read += Compare(Slip(texts[i % texts.Count], texts, random)) ? 1 : 0;
        }
        Assert.InRange(read, 200, 1_400);
    }

    private static string[] Samples() =>
        [.. Directory.EnumerateFiles(Path.Combine(Repository.Root, "samples"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => !file.Contains("tables", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Select(File.ReadAllText)];

    private static string Slip(string text, List<string> texts, Random random)
    {
        const string Signs = "  \n\n:-#'\"[]{},|>&*!?%~\\\taÄ.";
        var slipped = new StringBuilder(text);
        for (var slips = random.Next(4); slips > 0 && slipped.Length > 1; slips--)
        {
            var at = random.Next(slipped.Length);
            switch (random.Next(4))
            {
                case 0:
                    slipped.Remove(at, 1);
                    break;
                case 1:
                    slipped.Insert(at, Signs[random.Next(Signs.Length)]);
                    break;
                case 2:
                    slipped[at] = Signs[random.Next(Signs.Length)];
                    break;
                default:
                    slipped.Insert(at, texts[random.Next(60)]);
                    break;
            }
        }
        return slipped.ToString();
    }

    // Whether it was read without the library.
    private static bool Compare(string text)
    {
        var problems = new ProblemList();
        if (PlainYamlReader.Read("a.yaml", text) is not { } plain)
        {
            return false;
        }
        var library = YamlReader.ReadWithLibrary("a.yaml", text, problems);
        Assert.True(problems.Count == 0 && library is not null, text);
        Assert.Equal(Nodes(library), Nodes(plain));
        return true;
    }

    private static IEnumerable<string> Nodes(YamlNode node) => node switch
    {
        YamlMapping mapping => mapping.Entries.SelectMany(entry => Nodes(entry.Key).Concat(Nodes(entry.Value)))
            .Prepend($"{mapping.Position} mapping of {mapping.Entries.Length}"),
        YamlSequence sequence => sequence.Items.SelectMany(Nodes).Prepend($"{sequence.Position} list of {sequence.Items.Count}"),
        YamlScalar scalar => [$"{scalar.Position} {(scalar.IsPlain ? "plain" : "quoted")} {scalar.Text}"],
        _ => throw new InvalidOperationException(),
    };
}
