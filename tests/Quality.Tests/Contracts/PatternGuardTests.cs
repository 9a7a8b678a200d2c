using Lakehouse.Quality.Contracts;

namespace Lakehouse.Quality.Tests.Contracts;

public sealed class PatternGuardTests
{
    [Theory]
    [InlineData("")]
    [InlineData("^[A-Z]{2}[0-9]{2,}$")]
    [InlineData("a|b")]
    [InlineData("(?:ab)+(?i)c")]
    [InlineData(@"\d+\.\d{1,3}\s\w\b\x41")]
    [InlineData(@"\p{L}\p{Lu}\P{Nd}")]
    [InlineData(@"[\w.+\-\]\[]+@[a-z]")]
    [InlineData("a*?b+?c??d{1,2}?")]
    [InlineData(@"\{\}\(\)[*+?{}()^$|]")]
    [InlineData("[^a-z&]")]
    [InlineData("é👍")]
    public void Patterns_that_mean_the_same_everywhere_are_accepted(string pattern) =>
        Assert.Null(PatternGuard.Refuse(pattern));

    [Theory]
    [InlineData("(?=a)")]
    [InlineData("(?!a)")]
    [InlineData("(?<=a)b")]
    [InlineData("(?<!a)b")]
    [InlineData("(?>a)")]
    [InlineData(@"(a)\1")]
    [InlineData(@"(?<n>a)\k<n>")]
    [InlineData("(?<n>a)")]
    [InlineData("(?P<n>a)")]
    [InlineData("(?'n'a)")]
    [InlineData("(?#comment)a")]
    [InlineData("(?x) a b")]
    [InlineData("a++")]
    [InlineData("a*+")]
    [InlineData("a?+")]
    [InlineData("a{1,2}+")]
    [InlineData("(")]
    [InlineData("a)")]
    [InlineData("[a")]
    [InlineData("[]a]")]
    [InlineData("[^]a]")]
    [InlineData("[[:alpha:]]")]
    [InlineData("[a-z-[aeiou]]")]
    [InlineData("[a&&b]")]
    [InlineData("*a")]
    [InlineData("a{2,1}")]
    [InlineData("a{1001}")]
    [InlineData("a{,3}")]
    [InlineData("a{x}")]
    [InlineData("(a{1000}){1000}")]
    [InlineData(@"\u0041")]
    [InlineData(@"\cA")]
    [InlineData(@"\Aa\Z")]
    [InlineData(@"\z")]
    [InlineData(@"\G")]
    [InlineData(@"\07")]
    [InlineData(@"\p{IsGreek}")]
    [InlineData(@"\pL")]
    [InlineData(@"a\")]
    public void Patterns_that_some_engine_reads_otherwise_are_refused(string pattern) =>
        Assert.NotNull(PatternGuard.Refuse(pattern));

    [Fact]
    public void A_pattern_of_endless_length_is_refused() => Assert.NotNull(PatternGuard.Refuse(new string('a', 1_001)));
}
