using System.Text.Json;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Schemas;

namespace Lakehouse.Delta.Constraints;

/// <summary>What a table asks of every row: constraints, invariants, not-null columns, generated columns, lengths.</summary>
internal static class RowRules
{
    public const string ConstraintPrefix = "delta.constraints.";
    public const string GenerationKey = "delta.generationExpression";
    public const string DefaultKey = "CURRENT_DEFAULT";
    public const string InvariantsKey = "delta.invariants";

    public const string LengthKey = "__CHAR_VARCHAR_TYPE_STRING";

    /// <exception cref="DeltaException">DEL0302: a rule cannot be held.</exception>
    public static IReadOnlyList<RowRule> Of(string table, Metadata metadata) =>
    [
        .. metadata.Configuration
            .Where(property => property.Key.StartsWith(ConstraintPrefix, StringComparison.Ordinal))
            .OrderBy(property => property.Key, StringComparer.Ordinal)
            .Select(property => new RowRule(
                $"the constraint '{property.Key[ConstraintPrefix.Length..]}'", property.Value)),
        .. metadata.Schema.Fields.SelectMany(field => OfField(table, field)),
    ];

    /// <summary>The texts that a table keeps of its rules and generated columns, with what they are called.</summary>
    public static IEnumerable<(string Name, string Expression)> Expressions(Metadata metadata) => metadata.Configuration
        .Where(property => property.Key.StartsWith(ConstraintPrefix, StringComparison.Ordinal))
        .Select(property => ($"the constraint '{property.Key[ConstraintPrefix.Length..]}'", property.Value))
        .Concat(metadata.Schema.AllFields().SelectMany(field => new[] { Text(field, GenerationKey), Text(field, InvariantsKey) }
            .OfType<string>()
            .Select(text => ($"the rule of '{field.Name}'", text))));

    private static IEnumerable<RowRule> OfField(string table, StructField field)
    {
        var name = Quoted(field.Name);
        if (!field.Nullable) yield return new RowRule($"'{field.Name}' is never null", $"{name} IS NOT NULL");
        if (Text(field, InvariantsKey) is { } invariant)
            yield return new RowRule($"the invariant of '{field.Name}'", Invariant(table, field, invariant));
        if (Text(field, GenerationKey) is { } generated)
            yield return new RowRule($"'{field.Name}' is generated", $"{name} <=> ({generated})");
        if (Text(field, LengthKey) is { } type)
        {
            var length = TextLength.Of(field) ?? throw Unsupported(table, $"the type {type} of '{field.Name}'", type);
            // Texts of char(n) may be shorter: Spark fills them up when it reads, but not always when it writes.
            yield return new RowRule($"'{field.Name}' is {type}", $"{name} IS NULL OR length({name}) <= {length.Characters}");
        }
        foreach (var rule in Inside(table, field, field.Type, name, field.Name)) yield return rule;
    }

    /// <summary>The rules of fields in structs; those in lists and maps cannot be held.</summary>
    private static IEnumerable<RowRule> Inside(string table, StructField column, DataType type, string sql, string path)
    {
        if (type is not StructType row)
        {
            var isStrict = type switch
            {
                ArrayType array => !array.ContainsNull || HasRules(array.ElementType),
                MapType map => !map.ValueContainsNull || HasRules(map.KeyType) || HasRules(map.ValueType),
                _ => false,
            };
            if (isStrict) throw Unsupported(table, $"fields of the list or map '{path}' that are never null", TableFeatures.Invariants);
            yield break;
        }
        foreach (var field in row.Fields)
        {
            var (inner, name) = ($"{sql}.{Quoted(field.Name)}", $"{path}.{field.Name}");
            if (field.Metadata.ContainsKey(InvariantsKey) || field.Metadata.ContainsKey(LengthKey))
                throw Unsupported(table, $"the rule of the nested field '{name}'", TableFeatures.Invariants);
            if (!field.Nullable)
                yield return new RowRule($"'{name}' is never null", $"{sql} IS NULL OR {inner} IS NOT NULL");
            foreach (var rule in Inside(table, column, field.Type, inner, name)) yield return rule;
        }
    }

    private static bool HasRules(DataType type) => type switch
    {
        StructType row => row.Fields.Any(field => !field.Nullable || field.Metadata.ContainsKey(LengthKey) || HasRules(field.Type)),
        ArrayType array => !array.ContainsNull || HasRules(array.ElementType),
        MapType map => !map.ValueContainsNull || HasRules(map.KeyType) || HasRules(map.ValueType),
        _ => false,
    };

    /// <summary>The text of a field's metadata; null when it is not there.</summary>
    public static string? Text(StructField field, string key)
    {
        if (!field.Metadata.TryGetValue(key, out var json)) return null;
        using var value = JsonDocument.Parse(json);
        return value.RootElement.ValueKind == JsonValueKind.String ? value.RootElement.GetString() : value.RootElement.GetRawText();
    }

    // {"expression":{"expression":"x > 3"}}, in a text.
    private static string Invariant(string table, StructField field, string json)
    {
        try
        {
            using var invariant = JsonDocument.Parse(json);
            return invariant.RootElement.GetProperty("expression").GetProperty("expression").GetString()!;
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw Unsupported(table, $"the invariant of '{field.Name}'", TableFeatures.Invariants, error);
        }
    }

    private static string Quoted(string name) => $"`{name.Replace("`", "``", StringComparison.Ordinal)}`";

    private static DeltaException Unsupported(string table, string what, string feature, Exception? inner = null) => new(
        ErrorCodes.UnsupportedWriterFeature,
        $"writing rows to {table} needs {what}, which is not supported. Write with another program, or drop it.",
        inner)
    { Table = table, Feature = feature };
}
