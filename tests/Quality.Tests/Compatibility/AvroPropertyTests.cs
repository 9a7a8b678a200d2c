using Lakehouse.Quality.Avro;
using Lakehouse.Quality.Compatibility;

namespace Lakehouse.Quality.Tests.Compatibility;

/// <summary>Schema resolution, written for this test from the specification, is the judge.</summary>
public sealed class AvroPropertyTests
{
    private static readonly string[] Names = ["a", "b", "c"];

    [Fact]
    public void Every_value_that_the_writer_writes_is_resolved_by_a_reader_that_is_compatible() => Pairs.Check(3_000, 200, random =>
    {
        // Half of the fields of the reader are those of the writer; otherwise hardly any pair would be compatible.
        var fields = Names.Select(name => Field(random, name)).ToArray();
        var writer = Schema(fields);
        var reader = Schema([.. Names.Select((name, i) => random.Next(3) == 0 ? Field(random, name) : fields[i])]);
        var isCompatible = new PayloadSchema.Avro(reader).ProblemsReading(new PayloadSchema.Avro(writer)).All(p => p.IsWarning);
        for (var i = 0; isCompatible && i < 20; i++)
        {
            var value = Value(random, writer);
            Assert.True(Resolves(reader, value), $"{value} is written and not resolved");
        }
        return isCompatible;
    });

    private static AvroSchema Schema(string[] fields) => AvroSchemaReader.Read("a.avsc",
        $$"""{"type":"record","name":"R","fields":[{{string.Join(',', fields.Where(f => f.Length > 0))}}]}""");

    private static string Field(Random random, string name) => random.Next(4) == 0 ? ""
        : $$"""{"name":"{{name}}","type":{{Type(random, name)}}{{(random.Next(6) == 0 ? $",\"aliases\":[\"{random.Of("x", "y")}\"]" : "")}}}""";

    private static string Type(Random random, string name) => random.Next(8) switch
    {
        0 => $$"""["null",{{Simple(random)}}]""",
        1 => $$"""{"type":"array","items":{{Simple(random)}}}""",
        2 => $$"""{"type":"map","values":{{Simple(random)}}}""",
        3 => $$"""{"type":"enum","name":"E{{name}}","symbols":[{{random.Of("\"A\"", "\"A\",\"B\"")}}]{{random.Of("", ",\"default\":\"A\"")}}}""",
        4 => $$"""{"type":"fixed","name":"F{{name}}","size":{{random.Next(1, 3)}}}""",
        _ => Simple(random),
    };

    private static string Simple(Random random) => random.Of("\"int\"", "\"int\"", "\"long\"", "\"float\"", "\"double\"", "\"string\"", "\"bytes\"", "\"boolean\"");

    /// <summary>A value with the schema that it was written by, unions taken apart.</summary>
    private sealed record Written(AvroSchema Schema, object? Value);

    private static Written Value(Random random, AvroSchema schema) => schema switch
    {
        AvroSchema.Union union => Value(random, union.Branches[random.Next(union.Branches.Count)]),
        AvroSchema.Record record => new(record, record.Fields.ToDictionary(f => f.Name, f => Value(random, f.Schema))),
        AvroSchema.Array array => new(array, Enumerable.Range(0, random.Next(1, 3)).Select(_ => Value(random, array.Items)).ToList()),
        AvroSchema.Map map => new(map, Enumerable.Range(0, random.Next(1, 3)).Select(_ => Value(random, map.Values)).ToList()),
        AvroSchema.Enumeration list => new(list, list.Symbols[random.Next(list.Symbols.Count)]),
        _ => new(schema, null),
    };

    private static bool Resolves(AvroSchema reader, Written written) => (reader, written.Schema) switch
    {
        (AvroSchema.Union union, _) => union.Branches.Any(branch => Resolves(branch, written)),
        (AvroSchema.Record to, AvroSchema.Record) => to.Fields.All(field =>
        {
            var values = (Dictionary<string, Written>)written.Value!;
            var names = values.Keys.Where(k => k == field.Name || field.Aliases.Contains(k)).ToList();
            return names.Count == 0 ? field.Default is not null : Resolves(field.Schema, values[names[0]]);
        }),
        (AvroSchema.Array to, AvroSchema.Array) => ((List<Written>)written.Value!).TrueForAll(v => Resolves(to.Items, v)),
        (AvroSchema.Map to, AvroSchema.Map) => ((List<Written>)written.Value!).TrueForAll(v => Resolves(to.Values, v)),
        (AvroSchema.Enumeration to, AvroSchema.Enumeration from) => to.Name == from.Name && (to.Symbols.Contains((string)written.Value!) || to.Default is not null),
        (AvroSchema.Fixed to, AvroSchema.Fixed from) => to.Name == from.Name && to.SizeBytes == from.SizeBytes,
        (AvroSchema.Primitive to, AvroSchema.Primitive from) => to.TypeName == from.TypeName || (from.TypeName, to.TypeName) is
            ("int", "long" or "float" or "double") or ("long", "float" or "double") or ("float", "double") or ("string", "bytes") or ("bytes", "string"),
        _ => false,
    };
}
