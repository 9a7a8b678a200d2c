using System.Collections.ObjectModel;

namespace Lakehouse.Quality.Records;

/// <summary>What a contract says about a property for people; nothing here changes data.</summary>
public sealed record FieldNotes
{
    /// <summary>Nothing said.</summary>
    public static readonly FieldNotes None = new();

    /// <summary>What the property means.</summary>
    public string? Description { get; init; }

    /// <summary>Its name in the language of the business.</summary>
    public string? BusinessName { get; init; }

    /// <summary>How it is to be protected, in the words of the contract: <c>public</c>, <c>restricted</c> …</summary>
    public string? Classification { get; init; }

    /// <summary>Whether it is a critical data element.</summary>
    public bool CriticalDataElement { get; init; }

    /// <summary>Its tags.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Further keys of the standard with their values as JSON.</summary>
    public IReadOnlyDictionary<string, string> Blocks { get; init; } = ReadOnlyDictionary<string, string>.Empty;
}
