using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Log;
using Xunit;

namespace Lakehouse.Delta.Tests.Log;

public sealed class LayeredMapTests
{
    [Fact]
    public void Every_version_holds_what_a_plain_dictionary_would()
    {
        var batch = Gen.Choose(0, 30).Two().ListOf().ListOf();
        Prop.ForAll(batch.ToArbitrary(), batches =>
        {
            var expected = new Dictionary<string, string>();
            var versions = new List<(LayeredMap<string> Map, Dictionary<string, string> Expected)>();
            var map = LayeredMap<string>.Empty;
            foreach (var changes in batches)
            {
                // Value 0 takes an entry out.
                var change = new Dictionary<string, string?>();
                foreach (var (key, value) in changes) change[$"k{key}"] = value == 0 ? null : $"v{value}";
                foreach (var (key, value) in change)
                    if (value is null) expected.Remove(key);
                    else expected[key] = value;
                map = map.With(change);
                versions.Add((map, new Dictionary<string, string>(expected)));
            }
            foreach (var (version, content) in versions) AssertSame(content, version);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Many_changes_are_merged_and_older_versions_stay_as_they_were()
    {
        var small = LayeredMap<string>.Empty.With(new() { ["a"] = "1", ["b"] = "2" });
        var large = small.With(Enumerable.Range(0, 5_000).ToDictionary(i => $"n{i}", string? (i) => "x"));
        var shrunk = large.With(Enumerable.Range(0, 4_999).ToDictionary(i => $"n{i}", string? (_) => null));
        Assert.Equal(2, small.Count);
        Assert.Equal(5_002, large.Count);
        AssertSame(new() { ["a"] = "1", ["b"] = "2", ["n4999"] = "x" }, shrunk);
    }

    private static void AssertSame(Dictionary<string, string> expected, LayeredMap<string> map)
    {
        Assert.Equal(expected.Count, map.Count);
        Assert.Equal(expected.OrderBy(entry => entry.Key), map.OrderBy(entry => entry.Key));
        foreach (var (key, value) in expected) Assert.Equal(value, map[key]);
        Assert.False(map.ContainsKey("absent"));
    }
}
