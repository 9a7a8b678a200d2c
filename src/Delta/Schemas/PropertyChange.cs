using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Commits;
using Lakehouse.Delta.Constraints;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;

namespace Lakehouse.Delta.Schemas;

/// <summary>Metadata of a table with other properties or constraints.</summary>
internal static class PropertyChange
{
    /// <summary>What other changes set, or what cannot change once the table is there.</summary>
    private static readonly string[] Kept =
    [
        RowRules.ConstraintPrefix, "delta.feature.", "delta.columnMapping.", "delta.rowTracking", TableProperties.EnableInCommitTimestamps,
        "delta.inCommitTimestampEnablement",
    ];

    public static Metadata Set(DeltaEnvironment environment, Snapshot snapshot, IReadOnlyDictionary<string, string> properties)
    {
        var metadata = snapshot.Metadata;
        foreach (var (name, value) in properties)
        {
            if (name == ColumnMapping.ModeProperty && value != metadata.Configuration.GetValueOrDefault(name, "none"))
            {
                metadata = value == "name" && snapshot.ColumnMapping == ColumnMappingMode.None
                    ? new SchemaEdit(environment, snapshot).MapByName()
                    : throw Refused(snapshot, $"{name} can only be set to name, in a table that maps no columns yet");
                continue;
            }
            RequireOwn(snapshot, name);
            metadata = With(metadata, name, value);
        }
        return metadata.HasRowTracking()
            ? metadata with { Configuration = RowTracking.WithNames(metadata.Configuration, environment.NewId) }
            : metadata;
    }

    public static Metadata Unset(Snapshot snapshot, IReadOnlyCollection<string> names)
    {
        foreach (var name in names) RequireOwn(snapshot, name);
        return snapshot.Metadata with
        {
            Configuration = snapshot.Metadata.Configuration.Where(property => !names.Contains(property.Key)).ToDictionary(),
        };
    }

    public static Metadata AddConstraint(Snapshot snapshot, string name, string expression)
    {
        var key = RowRules.ConstraintPrefix + name.ToLowerInvariant();
        return snapshot.Metadata.Configuration.ContainsKey(key)
            ? throw Refused(snapshot, $"there is a constraint '{name}' already. Drop it first, or choose another name")
            : With(snapshot.Metadata, key, expression);
    }

    public static Metadata DropConstraint(Snapshot snapshot, string name)
    {
        var key = RowRules.ConstraintPrefix + name.ToLowerInvariant();
        return snapshot.Metadata.Configuration.ContainsKey(key)
            ? snapshot.Metadata with { Configuration = snapshot.Metadata.Configuration.Where(property => property.Key != key).ToDictionary() }
            : throw Refused(snapshot, $"there is no constraint '{name}'. Look at its properties");
    }

    private static Metadata With(Metadata metadata, string name, string value) => metadata with
    {
        Configuration = new Dictionary<string, string>(metadata.Configuration) { [name] = value },
    };

    private static void RequireOwn(Snapshot snapshot, string name)
    {
        if (Kept.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal)))
            throw Refused(snapshot, $"the property {name} is not set or removed by hand. Leave it out");
    }

    private static DeltaException Refused(Snapshot snapshot, string why) => new(
        ErrorCodes.SchemaChangeRefused, $"{snapshot.Table} cannot be changed so: {why}.")
    { Table = snapshot.Table };
}
