using Lakehouse.Quality.Yaml;

namespace Lakehouse.Quality.Contracts.Versions;

/// <summary>One entry of <c>upcast</c> as written: what a column of the current version is made of, or what is dropped.</summary>
/// <param name="Column">Path of the current version's property; null when the entry only drops.</param>
/// <param name="Position">Where it stands.</param>
internal sealed record UpcastRule(string? Column, FilePosition Position)
{
    /// <summary>Path of the older version's property.</summary>
    public string? From { get; init; }

    /// <summary>Whether the value is converted to the column's type.</summary>
    public bool Cast { get; init; }

    /// <summary>What stands in for null.</summary>
    public YamlScalar? Default { get; init; }

    /// <summary>The value of every record.</summary>
    public YamlScalar? Constant { get; init; }

    /// <summary>SQL over the older version's columns.</summary>
    public string? Expression { get; init; }

    /// <summary>Paths of the older version's properties that go nowhere.</summary>
    public IReadOnlyList<string> Drop { get; init; } = [];
}
