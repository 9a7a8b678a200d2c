using FsCheck;
using FsCheck.Fluent;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>Runs a property over random pairs; what is random follows from one number, so that a failure can be run again.</summary>
internal static class Pairs
{
    /// <summary>Runs the property, which says whether a pair was compatible in some direction, and demands enough of those.</summary>
    public static void Check(int count, int fewestCompatible, Func<Random, bool> property)
    {
        var compatible = 0;
        FsCheck.Check.One(Config.QuickThrowOnFailure.WithMaxTest(count), Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).ToArbitrary(),
            seed => compatible += property(new Random(seed)) ? 1 : 0));
        Assert.True(compatible >= fewestCompatible, $"Only {compatible} of {count} pairs were compatible; the property says little.");
    }

    public static T Of<T>(this Random random, params ReadOnlySpan<T> choices) => choices[random.Next(choices.Length)];
}
