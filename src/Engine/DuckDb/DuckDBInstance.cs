using Lakehouse.Engine.DuckDb.Handles;
using NativeApi = Lakehouse.Engine.DuckDb.NativeMethods.Startup;

namespace Lakehouse.Engine.DuckDb;

/// <summary>An open database, closed with the last connection to it.</summary>
internal sealed class DuckDBInstance
{
    private readonly DatabaseHandle _database;
    private int _connections;

    private DuckDBInstance(DatabaseHandle database) => _database = database;

    internal static unsafe void Load() => NativeApi.LibraryVersion();

    internal static unsafe DuckDBInstance Open(DuckDBOptions options)
    {
        try
        {
            if (NativeApi.CreateConfig(out var config) != NativeMethods.State.Success)
            {
                throw new EngineException(ErrorCodes.OpenFailed, "DuckDB could not make room for its settings.");
            }

            using (config)
            {
                foreach (var (name, value) in options.AllSettings())
                {
                    if (NativeApi.SetConfig(config, name, value) != NativeMethods.State.Success)
                    {
                        throw new EngineException(
                            ErrorCodes.OpenFailed, $"DuckDB has no setting '{name}'. Check its name.");
                    }
                }

                if (NativeApi.Open(options.DataSource, out var database, config, out var error)
                    != NativeMethods.State.Success)
                {
                    database.Dispose();
                    throw new EngineException(
                        ErrorCodes.OpenFailed,
                        $"{options.DataSource} could not be opened. DuckDB says: {NativeText.Take(error)}"
                        + " Check the path and the settings.");
                }

                return new DuckDBInstance(database);
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException
            or BadImageFormatException)
        {
            throw new EngineException(
                ErrorCodes.LibraryUnusable,
                "the native DuckDB library is missing beside the program, or is another version. Build again with npm at hand.",
                innerException: exception);
        }
    }

    internal ConnectionHandle Connect()
    {
        lock (_database)
        {
            if (NativeApi.Connect(_database, out var connection) != NativeMethods.State.Success)
            {
                connection.Dispose();
                throw new EngineException(ErrorCodes.OpenFailed, "DuckDB gave no connection. Open the database again.");
            }

            _connections++;
            return connection;
        }
    }

    internal void Disconnect(ConnectionHandle connection)
    {
        lock (_database)
        {
            connection.Dispose();
            if (--_connections == 0)
            {
                _database.Dispose();
            }
        }
    }
}
