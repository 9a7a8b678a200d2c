namespace Lakehouse.Quality.Tests;

public sealed class NameGuessTests
{
    [Theory]
    [InlineData("requird", "required")]
    [InlineData("Required", "required")]
    [InlineData("reqiured", "required")]
    [InlineData("on-change", "on_change")]
    [InlineData("onChange", "on_change")]
    [InlineData("nam", "name")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void The_nearest_name_is_meant_when_it_is_near(string given, string? meant) =>
        Assert.Equal(meant, NameGuess.Nearest(given, ["required", "on_change", "name", "quality"]));

    [Fact]
    public void A_very_long_name_is_not_guessed() => Assert.Null(NameGuess.Nearest(new string('x', 100_000), ["x"]));

    [Fact]
    public void Without_a_near_name_all_are_told() =>
        Assert.Equal("Use one of: a, b.", NameGuess.Suggest("something", ["b", "a"]));
}
