using Lakehouse.Quality.JsonSchema.Json;

namespace Lakehouse.Quality.Yaml;

/// <summary>Shows JSON values as those of a YAML file, for settings that may stand in either.</summary>
internal static class JsonYaml
{
    /// <summary>The value, with its places.</summary>
    public static YamlNode Of(JsonValue value, Func<JsonValue, FilePosition> position) => value.Kind switch
    {
        JsonKind.Object => new YamlMapping(position(value), [.. value.Members.Select(member =>
            KeyValuePair.Create(new YamlScalar(position(member.Value), member.Name, false), Of(member.Value, position)))]),
        JsonKind.Array => new YamlSequence(position(value), [.. value.Items.Select(item => Of(item, position))]),
        JsonKind.Null => new YamlScalar(position(value), "null", true),
        _ => new YamlScalar(position(value), value.Text, value.Kind != JsonKind.Text),
    };
}
