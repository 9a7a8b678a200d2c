namespace Lakehouse.Quality.Yaml;

/// <summary>Keys with values, each key once.</summary>
internal sealed record YamlMapping(
    FilePosition Position, KeyValuePair<YamlScalar, YamlNode>[] Entries) : YamlNode(Position)
{
    public override string Kind => "a mapping";
}
