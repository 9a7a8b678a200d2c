using System.Text.RegularExpressions;

namespace Lakehouse.Medallion.Queries;

/// <summary>A table as SQL and the command name it: <c>silver.orders</c>, <c>quarantine</c>, <c>gold.sales@v3</c>.</summary>
/// <param name="Schema">The layer; null for <c>quarantine</c> and <c>parked</c>.</param>
/// <param name="Name">The name in it.</param>
/// <param name="Version">The version it is pinned to; null for the newest.</param>
public sealed partial record TableName(string? Schema, string Name, long? Version = null)
{
    /// <summary>The table of all rejected records.</summary>
    public static readonly TableName Quarantine = new(null, TablePaths.Quarantine);

    /// <summary>The table of all records that wait for what they refer to.</summary>
    public static readonly TableName Parked = new(null, TablePaths.Parked);

    /// <summary>Layer and name, without the version.</summary>
    public string FullName => Schema is null ? Name : $"{Schema}.{Name}";

    /// <summary>Reads a name; null when it has not the form of one.</summary>
    public static TableName? TryParse(string text)
    {
        if (Form().Match(text) is not { Success: true } match)
        {
            return null;
        }
        var schema = match.Groups["schema"];
        var version = match.Groups["version"];
        return new TableName(
            schema.Success ? schema.Value.ToLowerInvariant() : null,
            match.Groups["name"].Value.ToLowerInvariant(),
            version.Success ? long.Parse(version.Value) : null);
    }

    /// <inheritdoc/>
    public override string ToString() => Version is null ? FullName : $"{FullName}@v{Version}";

    [GeneratedRegex(@"^((?<schema>[a-z_]\w*)\.)?(?<name>[a-z_]\w*)(@v(?<version>[0-9]{1,18}))?$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
