using System.IO.Compression;
using Lakehouse.Engine.Json;
using Lakehouse.TestKit;
using Xunit;

namespace Lakehouse.Engine.Tests.Json;

/// <summary>Two thousand nasty lines whose verdict by the grammar is known from elsewhere.</summary>
public sealed class NastyLinesTests
{
    private static readonly JsonField[] Fields = [new(0, "id", JsonFieldKind.Integer), new(1, "name", JsonFieldKind.Text)];

    [SkippableFact]
    public void Every_line_has_the_verdict_of_the_grammar_and_of_our_rules()
    {
        var expected = File.ReadAllLines(SharedFolder.Require("fixtures", "json-parse", "expected.csv"));
        var columns = expected[0].Split(',').ToList();
        var bytes = Unpack(SharedFolder.Require("fixtures", "json-parse", "nasty.jsonl.gz"));
        var lines = expected.Skip(1).Select(line => line.Split(',')).ToList();
        var records = StrictReader.ReadAll(
            Fields, [.. lines.Select(line => bytes.AsSpan(int.Parse(line[1]), int.Parse(line[2])).ToArray())]);
        Assert.Equal(2000, records.Count);
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var isRecord = line[columns.IndexOf("rfc8259")] == "valid"
                && line[columns.IndexOf("top_level_type")] == "object"
                && line[columns.IndexOf("lone_surrogate")] == "false"
                && line[columns.IndexOf("utf8_bom")] == "false";
            var code = !isRecord ? JsonFault.Malformed
                : line[columns.IndexOf("duplicate_names")] == "true" ? JsonFault.DuplicateKey
                : null;
            Assert.Equal(
                (line[0], line[4], code == JsonFault.Malformed, code == JsonFault.DuplicateKey),
                (line[0], line[4], records[i].Has(JsonFault.Malformed), records[i].Has(JsonFault.DuplicateKey)));
            Assert.Equal(code, JsonOracle.Judge(bytes.AsSpan(int.Parse(line[1]), int.Parse(line[2]))));
        }
    }

    private static byte[] Unpack(string path)
    {
        using var unpacked = new MemoryStream();
        using (var file = new GZipStream(File.OpenRead(path), CompressionMode.Decompress))
        {
            file.CopyTo(unpacked);
        }
        return unpacked.ToArray();
    }
}
