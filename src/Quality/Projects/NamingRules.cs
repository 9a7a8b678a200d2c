using System.Text.RegularExpressions;

namespace Lakehouse.Quality.Projects;

/// <summary>How contracts and their properties are named and described: <c>naming</c> in <c>lakehouse.yaml</c>.</summary>
public sealed record NamingRules
{
    /// <summary>What the name of a contract's table must match; null when anything may.</summary>
    public Regex? Tables { get; init; }

    /// <summary>What the names of properties must match, at every depth.</summary>
    public Regex? Fields { get; init; }

    /// <summary>Properties that every contract must require, by path.</summary>
    public IReadOnlyList<string> EnvelopeFields { get; init; } = [];

    /// <summary>Domains that contracts may lie in; empty when all declared ones may.</summary>
    public IReadOnlyList<string> Domains { get; init; } = [];

    /// <summary>What must be written: <c>owner</c>, <c>description</c>, <c>classification</c>.</summary>
    public IReadOnlyList<string> Require { get; init; } = [];

    /// <summary>Keys of contracts (<c>domain/name</c>) that these rules leave alone.</summary>
    public IReadOnlyList<string> Except { get; init; } = [];
}
