using Lakehouse.Quality.Checks;

namespace Lakehouse.Quality.Tests.Checks;

public sealed class ThresholdTests
{
    [Theory]
    [InlineData(Comparison.Equal, "4:no 5:yes 6:no", "= 5")]
    [InlineData(Comparison.NotEqual, "4:yes 5:no 6:yes", "<> 5")]
    [InlineData(Comparison.Greater, "4:no 5:no 6:yes", "> 5")]
    [InlineData(Comparison.GreaterOrEqual, "4:no 5:yes 6:yes", ">= 5")]
    [InlineData(Comparison.Less, "4:yes 5:no 6:no", "< 5")]
    [InlineData(Comparison.LessOrEqual, "4:yes 5:yes 6:no", "<= 5")]
    [InlineData(Comparison.Between, "4:no 5:yes 6:yes 7:yes 8:no", "between 5 and 7")]
    [InlineData(Comparison.NotBetween, "4:yes 5:no 6:no 7:no 8:yes", "not between 5 and 7")]
    public void A_threshold_accepts_what_its_comparison_says(Comparison comparison, string cases, string text)
    {
        var threshold = new Threshold(comparison, 5, 7);
        Assert.Equal(text, threshold.ToString());
        foreach (var parts in cases.Split(' ').Select(c => c.Split(':')))
        {
            Assert.Equal(parts[1] == "yes", threshold.Accepts(decimal.Parse(parts[0])));
        }
    }
}
