using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Exchange;

/// <summary>A property of a contract that is being made.</summary>
/// <param name="Name">Its name in records.</param>
/// <param name="LogicalType">Its type in the words of the standard.</param>
internal sealed record DraftField(string Name, string LogicalType)
{
    public string? ColumnName { get; init; }

    public string? PhysicalType { get; init; }

    public string? Description { get; init; }

    public bool Required { get; init; }

    public bool Unique { get; init; }

    public int? KeyPosition { get; init; }

    public string? Classification { get; init; }

    public string? BusinessName { get; init; }

    public bool CriticalDataElement { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary><c>logicalTypeOptions</c> in order.</summary>
    public IReadOnlyList<(string Key, YamlNode Value)> Options { get; init; } = [];

    public IReadOnlyList<YamlNode> ValidValues { get; init; } = [];

    public YamlNode? Examples { get; init; }

    public IReadOnlyList<DraftField> Members { get; init; } = [];

    public DraftField? Element { get; init; }

    /// <summary>Lines that say what the property was made from.</summary>
    public string? Comment { get; init; }
}
