namespace Lakehouse.Quality.Tests.JsonSchema;

/// <summary>Answers by ECMA-262 (2024), with the flag u.</summary>
public sealed class EcmaPatternTests
{
    [Theory]
    [InlineData(@"^\w+$", "abc_9", true)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\s$", "\ufeff", true)]
    [InlineData(@"^\s$", "\u0085", false)]
    [InlineData(@"^\S$", "\u0085", true)]
    [InlineData(@"\bfoo\b", "a foo.", true)]
    [InlineData(@"\bfoo\b", "éfoo", true)]
    [InlineData(@"^.$", "\r", false)]
    [InlineData(@"^.$", "\U0001F600", true)]
    [InlineData(@"^[^a]$", "\U0001F600", true)]
    [InlineData(@"^[^\u{1F600}]$", "\U0001F600", false)]
    [InlineData(@"^\uD83D\uDE00{2}$", "\U0001F600\U0001F600", true)]
    [InlineData(@"^\cJ$", "\n", true)]
    [InlineData(@"^\x41\0$", "A\0", true)]
    [InlineData(@"^[\d-x]+$", "1-x", true)]
    [InlineData(@"^[]$", "", false)]
    [InlineData(@"^[^]$", "\n", true)]
    [InlineData(@"^(?<y>\d{4})-\k<y>$", "2024-2024", true)]
    [InlineData(@"^(?<y>\d{4})-\k<y>$", "2024-2025", false)]
    [InlineData(@"(?<!a)b", "ab", false)]
    [InlineData(@"(?<=a)b", "ab", true)]
    [InlineData(@"^a{2}b{x}$", "aab{x}", true)]
    [InlineData(@"^\p{Nd}\p{gc=Lu}\P{White_Space}$", "٣Éx", true)]
    [InlineData(@"^\p{L}+$", "𝒜é", true)]
    [InlineData(@"^(a|b)*?c$", "ababc", true)]
    [InlineData(@"^\/\-\.$", "/-.", true)]
    public void Patterns_mean_what_the_standard_says(string pattern, string text, bool isFound)
    {
        var schema = $$"""{ "pattern": {{System.Text.Json.JsonSerializer.Serialize(pattern)}} }""";

        Assert.Equal(isFound, Judge.Evaluate(schema, System.Text.Json.JsonSerializer.Serialize(text)).IsValid);
    }

    [Theory]
    [InlineData("(a", "it has a group that is not closed")]
    [InlineData("a)", "it closes a group that is not open")]
    [InlineData("[a", "it has a class that is not closed")]
    [InlineData("\\", "it ends with a backslash")]
    [InlineData("*a", "it repeats nothing")]
    [InlineData("^*", "it repeats an assertion")]
    [InlineData("\\Z", "it has the escape '\\Z', which ECMA-262 does not know")]
    [InlineData("\\2(a)", "it refers back to group 2 and has 1")]
    [InlineData("\\k<x>(a)", "it refers back to a name that no group has")]
    [InlineData("(?:(a)|b)*\\1", "it refers back to a group inside of one that repeats")]
    [InlineData("(?<a>x)(?<a>y)", "it has two groups of one name")]
    [InlineData("[z-a]", "it has a range of characters whose end comes before its start")]
    [InlineData("\\u{110000}", "it has an escape '\\u{' that names no character")]
    [InlineData("\\pL", "it has '\\p' without a property in braces")]
    public void What_cannot_be_carried_out_is_refused_by_name(string pattern, string reason)
    {
        var schema = $$"""{ "pattern": {{System.Text.Json.JsonSerializer.Serialize(pattern)}} }""";

        Assert.Equal($"QUA0706 1: /pattern: the pattern cannot be used: {reason}", Assert.Single(Judge.Problems(schema)));
    }
}
