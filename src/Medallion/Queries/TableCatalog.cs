using Lakehouse.Delta;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Quality;
using Lakehouse.Quality.Contracts;

namespace Lakehouse.Medallion.Queries;

/// <summary>The tables of a project by their names.</summary>
public sealed class TableCatalog
{
    private const string Bronze = "bronze";
    private const string Silver = "silver";
    private const string Gold = "gold";

    private readonly LakehouseSession _session;
    private readonly Dictionary<TableName, string> _paths = [];

    /// <summary>Collects the names; nothing is read.</summary>
    public TableCatalog(LakehouseSession session)
    {
        _session = session;
        var project = session.Project;
        foreach (var source in project.Sources)
        {
            _paths.Add(new(Bronze, source.Name), TablePaths.Bronze(source.Name));
        }
        foreach (var source in project.Sources)
        {
            _paths.Add(new(Silver, source.Dataset), TablePaths.Silver(source.Dataset));
        }
        _paths.Add(TableName.Quarantine, TablePaths.Quarantine);
        if (project.Sources.Any(source => source.References.Any(reference => reference.OnMissing == OnMissing.Park)))
        {
            _paths.Add(TableName.Parked, TablePaths.Parked);
        }
        foreach (var product in project.Products)
        {
            _paths.Add(new(Gold, product.Name), TablePaths.Gold(product.Domain, product.Name));
        }
        foreach (var path in new[] { TablePaths.Runs, TablePaths.Balances, TablePaths.Checks })
        {
            _paths.Add(TableName.TryParse(path.Replace('/', '.'))!, path);
        }
    }

    /// <summary>Names of all tables that the project has or will have, in the order in which data flows.</summary>
    public IReadOnlyCollection<TableName> Tables => _paths.Keys;

    /// <summary>Whether the name is one of the layers that tables are named by.</summary>
    internal static bool IsLayer(string schema) => schema is Bronze or Silver or Gold or "ops";

    /// <summary>The snapshot of a table, or null when it was never built.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: the project knows no such table.</exception>
    internal Task<Snapshot?> FindAsync(TableName table, CancellationToken cancellationToken) =>
        new DeltaTable(_session.Tables, PathOf(table)).FindAsync(cancellationToken);

    /// <summary>The snapshot of a table at the version that its name says.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: there is no such table or version.</exception>
    internal async Task<Snapshot> LoadAsync(TableName table, CancellationToken cancellationToken)
    {
        var newest = await FindAsync(table, cancellationToken).ConfigureAwait(false) ?? throw NotBuilt(table);
        if (table.Version is not { } version || version == newest.Version)
        {
            return newest;
        }
        if (version > newest.Version)
        {
            throw new MedallionException(
                ErrorCodes.NoSuchTable,
                $"{table.FullName} has no version {version}; its newest is {newest.Version}. Name one of 0 to {newest.Version}.");
        }
        return await new DeltaTable(_session.Tables, newest.Table).LoadAsync(version, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>SQL for the rows of a snapshot.</summary>
    internal Task<string> RelationAsync(Snapshot snapshot, CancellationToken cancellationToken) =>
        _session.Engine.RelationAsync(
            new DeltaTable(_session.Tables, snapshot.Table), snapshot.Scan(), cancellationToken: cancellationToken);

    /// <summary>The path of a table.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.NoSuchTable"/>: the project knows no such table.</exception>
    internal string PathOf(TableName table)
    {
        if (_paths.TryGetValue(table with { Version = null }, out var path))
        {
            return path;
        }

        // Tables of sources that the project has no more keep their place.
        return table.Schema switch
        {
            Bronze => TablePaths.Bronze(table.Name),
            Silver => TablePaths.Silver(table.Name),
            null when table.Name == TablePaths.Parked => TablePaths.Parked,
            _ => throw Unknown(table),
        };
    }

    private MedallionException NotBuilt(TableName table) => _paths.ContainsKey(table with { Version = null })
        ? new MedallionException(
            ErrorCodes.NoSuchTable, $"{table.FullName} has not been built yet. Build it with 'medallion run'.")
        : Unknown(table);

    private MedallionException Unknown(TableName table)
    {
        var names = Tables.Select(known => known.FullName).ToList();
        var next = NameGuess.Nearest(table.FullName, names) is { } near
            ? $"Did you mean {near}?"
            : $"There are: {string.Join(", ", names)}.";
        return new MedallionException(ErrorCodes.NoSuchTable, $"there is no table {table.FullName}. {next}");
    }
}
