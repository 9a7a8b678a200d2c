namespace Lakehouse.Quality.Yaml;

/// <summary>A value in a YAML file and the place where it starts.</summary>
internal abstract record YamlNode(FilePosition Position)
{
    /// <summary>What to call a node of this kind in a message.</summary>
    public abstract string Kind { get; }

    /// <summary>Lines to write before the value; nothing that was read has any.</summary>
    public string? Comment { get; init; }
}
