using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Exchange;

/// <summary>A contract that is being made, to be written as YAML.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Version">Its version.</param>
/// <param name="Table">The name of its table.</param>
/// <param name="Fields">Its properties.</param>
internal sealed record DraftContract(string Id, string Version, string Table, IReadOnlyList<DraftField> Fields)
{
    public string? Name { get; init; }

    public string? Description { get; init; }

    /// <summary>Lines at the top of the file.</summary>
    public string? Comment { get; init; }

    /// <summary>The contract as a file.</summary>
    public string ToYaml()
    {
        List<(string, YamlNode?)> table = [("name", Text(Table)), ("logicalType", Text("object")),
            ("description", Text(Description)), ("properties", Properties(Fields, isTop: true))];
        return YamlWriter.Write(Map([
            ("apiVersion", Text("v3.1.0") with { Comment = Comment }), ("kind", Text("DataContract")), ("id", Text(Id)), ("name", Text(Name)),
            ("version", Text(Version)), ("status", Text("draft")), ("schema", List([Map(table)])),
        ]));
    }

    public static YamlScalar Plain(string text) => new(default, text, true);

    public static YamlSequence List(IReadOnlyList<YamlNode> items) => new(default, items);

    private static YamlSequence Properties(IReadOnlyList<DraftField> fields, bool isTop)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return List([.. fields.Select(field =>
        {
            var name = SafeNames.Of(field.ColumnName ?? field.Name, used, isTop);
            return Property(field, [("name", Text(name)), ("physicalName", name == field.Name ? null : Text(field.Name))]);
        })]);
    }

    private static YamlMapping Property(DraftField field, List<(string Key, YamlNode? Value)> names)
    {
        names.AddRange([
            ("logicalType", Text(field.LogicalType)),
            ("physicalType", Text(field.PhysicalType)),
            ("businessName", Text(field.BusinessName)),
            ("description", Text(field.Description)),
            ("required", field.Required ? Plain("true") : null),
            ("unique", field.Unique ? Plain("true") : null),
            ("primaryKey", field.KeyPosition is null ? null : Plain("true")),
            ("primaryKeyPosition", field.KeyPosition is null ? null : Plain($"{field.KeyPosition}")),
            ("classification", Text(field.Classification)),
            ("criticalDataElement", field.CriticalDataElement ? Plain("true") : null),
            ("tags", field.Tags.Count == 0 ? null : List([.. field.Tags.Select(t => Text(t)!)])),
            ("logicalTypeOptions", field.Options.Count == 0 ? null : Map([.. field.Options.Select(o => (o.Key, (YamlNode?)o.Value))])),
            ("examples", field.Examples),
            ("properties", field.Members.Count == 0 ? null : Properties(field.Members, isTop: false)),
            ("items", field.Element is { } element ? Property(element, []) : null),
            ("quality", field.ValidValues.Count == 0 ? null : List([Map([
                ("metric", Text("invalidValues")), ("arguments", Map([("validValues", List(field.ValidValues))])), ("mustBe", Plain("0"))])])),
        ]);
        return Map(names) with { Comment = field.Comment };
    }

    public static YamlMapping Map(IReadOnlyList<(string Key, YamlNode? Value)> entries) => new(default,
        [.. entries.Where(e => e.Value is not null).Select(e => KeyValuePair.Create(Plain(e.Key), e.Value!))]);

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    public static YamlScalar? Text(string? text) => text is null ? null : new YamlScalar(default, text, false);
}
