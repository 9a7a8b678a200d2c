namespace Lakehouse.Quality.Yaml;

/// <summary>A list.</summary>
internal sealed record YamlSequence(FilePosition Position, IReadOnlyList<YamlNode> Items) : YamlNode(Position)
{
    public override string Kind => "a list";
}
