namespace Lakehouse.Engine.DuckDb;

/// <summary>How a database is opened.</summary>
public sealed record DuckDBOptions
{
    /// <summary>A database file, or <c>:memory:</c>.</summary>
    /// <value>Default <c>:memory:</c>.</value>
    public string DataSource { get; init; } = ":memory:";

    /// <summary>Memory that the engine may use, such as <c>1.5GB</c>.</summary>
    /// <value>Default null: 80 % of the machine's.</value>
    public string? MemoryLimit { get; init; }

    /// <summary>Threads that the engine may use.</summary>
    /// <value>Default null: one for each processor.</value>
    public int? Threads { get; init; }

    /// <summary>Folder for what does not fit into memory; made when needed.</summary>
    /// <value>Default null: DuckDB's own choice, <c>.tmp</c> in the working folder for a database in memory.</value>
    public string? TempDirectory { get; init; }

    /// <summary>Whether results keep the order of their input where the query asks for none; costs memory.</summary>
    /// <value>Default true, as in DuckDB.</value>
    public bool PreserveInsertionOrder { get; init; } = true;

    /// <summary>More settings of DuckDB by name.</summary>
    /// <value>Default none.</value>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Reads a connection string: <c>DataSource=…</c> or <c>Data Source=…</c>; every other key is a setting of DuckDB.
    /// </summary>
    /// <exception cref="ArgumentException">It is not a connection string.</exception>
    public static DuckDBOptions Parse(string connectionString)
    {
        var builder = new System.Data.Common.DbConnectionStringBuilder { ConnectionString = connectionString };
        var dataSource = ":memory:";
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string key in builder.Keys)
        {
            var value = (string)builder[key];
            if (key is "datasource" or "data source")
            {
                dataSource = value;
            }
            else
            {
                settings[key] = value;
            }
        }

        return new DuckDBOptions { DataSource = dataSource, Settings = settings };
    }

    internal IEnumerable<KeyValuePair<string, string>> AllSettings()
    {
        // Extensions are linked in; a query must never reach for the network on its own.
        yield return new("autoinstall_known_extensions", "false");
        yield return new("autoload_known_extensions", "false");
        if (MemoryLimit is not null)
        {
            yield return new("memory_limit", MemoryLimit);
        }

        if (Threads is { } threads)
        {
            yield return new("threads", threads.ToString());
        }

        if (TempDirectory is not null)
        {
            yield return new("temp_directory", TempDirectory);
        }

        if (!PreserveInsertionOrder)
        {
            yield return new("preserve_insertion_order", "false");
        }

        foreach (var setting in Settings)
        {
            yield return setting;
        }
    }
}
