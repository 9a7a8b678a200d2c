using Lakehouse.Delta.Schemas;
using Lakehouse.Engine;
using Lakehouse.Medallion.Tables;

namespace Lakehouse.Medallion.Projects;

/// <summary>Tables without rows that queries are tried on, in a database that holds nothing else.</summary>
internal sealed class EmptyTables : IDisposable
{
    // Tables are bound many times faster than views. How a query would best be computed is not asked: that is a third of the work.
    private const string Open = "create schema silver; create schema gold; pragma disable_optimizer";

    private readonly HashSet<string> _names = [];

    private EmptyTables(DuckDbEngine engine) => Engine = engine;

    /// <summary>The engine whose queries mean these tables.</summary>
    public DuckDbEngine Engine { get; }

    /// <summary>Opens a database beside that of an engine.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="catalog">Name of the database.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public static async Task<EmptyTables> OpenAsync(DuckDbEngine engine, string catalog, CancellationToken cancellationToken)
    {
        var tables = new EmptyTables(engine.Beside(catalog));
        try
        {
            await tables.Engine.ExecuteAsync(Open, cancellationToken).ConfigureAwait(false);
            return tables;
        }
        catch
        {
            tables.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Engine.Dispose();

    /// <summary>Makes those tables that are not there yet.</summary>
    public async Task CreateAsync(IEnumerable<(string FullName, StructType Schema)> tables, CancellationToken cancellationToken)
    {
        var missing = tables.Where(table => _names.Add(table.FullName)).ToList();
        if (missing.Count > 0)
        {
            var statements = missing.Select(table => InputViews.CreateEmpty(table.FullName, table.Schema));
            await Engine.ExecuteAsync($"begin; {string.Join("; ", statements)}; commit", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Columns and types that queries over some tables give.</summary>
    /// <exception cref="EngineException">One of the queries is wrong.</exception>
    public async Task<IReadOnlyList<StructType>> DescribeAsync(
        IEnumerable<(string FullName, StructType Schema)> tables, IReadOnlyList<string> queries, CancellationToken cancellationToken)
    {
        await CreateAsync(tables, cancellationToken).ConfigureAwait(false);
        return await Engine.DescribeAsync(queries, cancellationToken).ConfigureAwait(false);
    }
}
