using System.Text.Json;
using Lakehouse.Quality.Avro;
using Lakehouse.Quality.Compatibility;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Conformance.Tests.Avro;

/// <summary>Pairs of schemas on which Apache Avro for Java was asked: our answers are its answers.</summary>
public sealed class AvroCompatibilityTests
{
    public static TheoryData<string> Ids => Directory.Exists(Path.Combine(SharedFolder.Root, "fixtures", "avro"))
        ? [.. Pairs().EnumerateArray().Select(pair => pair.GetProperty("id").GetString()!)]
        : ["no fixtures"];

    [SkippableTheory]
    [MemberData(nameof(Ids))]
    public void A_pair_is_compatible_or_not_for_the_reasons_that_Java_gives(string id)
    {
        SharedFolder.Require("fixtures", "avro", "compatibility.json");
        var pair = Pairs().EnumerateArray().Single(p => p.GetProperty("id").GetString() == id);
        var (old, next) = (Schema(pair, "old"), Schema(pair, "new"));

        AssertProblems(pair, "backward", next, old);
        AssertProblems(pair, "forward", old, next);
        Assert.Equal(pair.GetProperty("full").GetBoolean(),
            CompatibilityCheck.Check(CompatibilityMode.Full, next, [old]).All(f => f.Problem.IsWarning));
    }

    private static void AssertProblems(JsonElement pair, string direction, PayloadSchema reader, PayloadSchema writer)
    {
        var found = reader.ProblemsReading(writer).Where(p => !p.IsWarning).ToList();
        var expected = pair.GetProperty(direction + "_incompatibilities").EnumerateArray()
            .Select(p => $"{p.GetProperty("type").GetString()} {p.GetProperty("location").GetString()}");
        Assert.Equal(expected, found.Select(p => $"{p.Code} {p.Path}"));
        Assert.Equal(pair.GetProperty(direction).GetBoolean(), found.Count == 0);
        Assert.All(found, p => Assert.True(p.Message.Length > 20, p.Message));
    }

    private static PayloadSchema.Avro Schema(JsonElement pair, string key) =>
        new(AvroSchemaReader.Read($"{key}.avsc", pair.GetProperty(key).GetRawText()));

    private static JsonElement Pairs()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(SharedFolder.Root, "fixtures", "avro", "compatibility.json")));
        return document.RootElement.Clone();
    }
}
