using System.Diagnostics;

namespace Lakehouse.Quality.Tests.Yaml;

/// <summary>Files that are no reasonable YAML: one problem, at a place, and quickly.</summary>
public sealed class HostileTextTests
{
    public static TheoryData<string, string, string> Texts => new()
    {
        { "", "QUA0102", "empty" },
        { "   \n\n", "QUA0102", "empty" },
        { "# only a comment\n", "QUA0102", "empty" },
        { "---\n", "QUA0102", "empty" },
        { "null", "QUA0102", "empty" },
        { "just text", "QUA0106", "a single value where keys with values" },
        { "- a\n- b\n", "QUA0106", "a list where keys with values" },
        { "name: shop\n---\nname: shop\n", "QUA0102", "more than one" },
        { "a: &x 1\nb: *x\n", "QUA0102", "aliases" },
        { "a: &x [1]\n<<: *x\n", "QUA0102", "aliases" },
        { "a: !!binary aGVsbG8=\n", "QUA0102", "tags" },
        { "!x\nname: shop\n", "QUA0102", "tags" },
        { "name: *missing\n", "QUA0102", "aliases" },
        { "? [a, b]\n: c\n", "QUA0102", "plain name" },
        { "name: \"\\0\"\n", "QUA0102", "control character" },
        { "name: \"\\ud800\"\n", "QUA0101", "not YAML" },
        { "name: shop\n\tengine: duckdb\n", "QUA0101", "spaces, not with tabs" },
        { "name: \"shop\n", "QUA0101", "quotes" },
        { "name: [a\n", "QUA0101", "brackets" },
        { "name: 'a' b\n", "QUA0101", "not YAML" },
        { "name: @shop\n", "QUA0101", "not YAML" },
        { "a: b: c\n", "QUA0101", "not YAML" },
        { "%YAML 9.9\n---\nname: x\n", "QUA0101", "not YAML" },
        { "\u0001", "QUA0102", "control character" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void A_text_that_cannot_be_used_is_told_in_one_problem(string text, string code, string told)
    {
        var problems = new ShopFiles().With("sources/orders.yaml", text).Problems();
        var problem = Assert.Single(problems);
        Assert.Equal((code, "sources/orders.yaml"), (problem.Code, problem.File));
        Assert.Contains(told, problem.ToString(), StringComparison.Ordinal);
        Assert.True(problem.Line >= 1 && problem.Column >= 1);
    }

    public static TheoryData<string, string> LargeTexts => new()
    {
        { "a million characters", "a: " + new string('x', 1_000_001) },
        { "deep brackets", "a: " + new string('[', 100_000) },
        { "deep braces", "a: " + string.Concat(Enumerable.Repeat("{a: ", 50_000)) },
        { "deep lists", string.Concat(Enumerable.Repeat("- ", 100_000)) },
        { "deep indentation", string.Concat(Enumerable.Range(0, 400).Select(i => new string(' ', i) + "a:\n")) },
        { "many unknown keys", string.Concat(Enumerable.Range(0, 20_000).Select(i => $"key_{i}: 1\n")) },
        { "one key many times", string.Concat(Enumerable.Repeat("kind: events\n", 20_000)) },
        { "an alias bomb", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n" },
    };

    [Theory]
    [MemberData(nameof(LargeTexts))]
    public void A_large_text_is_refused_within_seconds(string what, string text)
    {
        var watch = Stopwatch.StartNew();
        Assert.NotEmpty(new ShopFiles().With("sources/orders.yaml", text).Problems());
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{what} took {watch.Elapsed}.");
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_fine()
    {
        var files = new ShopFiles()
            .With("sources/orders.yaml", "\uFEFF" + ShopFiles.OrdersSource.ReplaceLineEndings("\r\n"));
        Assert.Equal("orders", Assert.Single(files.Read().Sources).Dataset);
    }
}
