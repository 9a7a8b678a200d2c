using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine;

/// <summary>
/// Computes the rows of tables and writes them as Parquet files below a table's root. It never makes anything visible;
/// commits do. One caller at a time.
/// </summary>
public interface IEngine
{
    /// <summary>Its name in a project: <c>duckdb</c> or <c>spark</c>.</summary>
    string Name { get; }

    /// <summary>What has been read so far.</summary>
    EngineActivity Activity { get; }

    /// <summary>Makes sure that it can compute; engines of this process always can.</summary>
    /// <exception cref="EngineException">ENG030x: a server cannot be reached, or refuses.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>The type as the engine's SQL writes it.</summary>
    /// <exception cref="EngineException">ENG0109: it has none.</exception>
    string TypeName(DataType type);

    /// <summary>Runs statements that give no rows.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task ExecuteAsync(string sql, CancellationToken cancellationToken);

    /// <summary>Runs a query with a small result.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<IRow, T> map, CancellationToken cancellationToken);

    /// <summary>Computes a query once and keeps its rows under a name that only this engine knows, until they are forgotten.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task KeepAsync(string name, string select, CancellationToken cancellationToken);

    /// <summary>The same for a few rows that cost nothing to compute: an engine may compute them each time.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task KeepSmallAsync(string name, string select, CancellationToken cancellationToken);

    /// <summary>Takes the rows out of those kept whose <paramref name="column"/> is among the values that a query gives.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task RemoveAsync(string name, string column, string values, CancellationToken cancellationToken);

    /// <summary>Gives rows that were kept other values of a column.</summary>
    /// <param name="name">The rows.</param>
    /// <param name="key">The column that tells which row is meant.</param>
    /// <param name="column">The column that changes.</param>
    /// <param name="values">A query of these two columns; its values are not null.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task SetAsync(string name, string key, string column, string values, CancellationToken cancellationToken);

    /// <summary>Forgets rows that were kept; a name that is not there is no error.</summary>
    Task ForgetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken);

    /// <summary>Prepares landing files to be read.</summary>
    /// <exception cref="EngineException">The engine or a file's name does not allow it.</exception>
    Task<ILandingLines> PrepareLinesAsync(IReadOnlyList<LandingFile> files, CancellationToken cancellationToken);

    /// <summary>SQL for rows of a table, to stand where a table stands: a parenthesised select.</summary>
    /// <exception cref="EngineException">The engine refused or failed.</exception>
    Task<string> RelationAsync(TableRows rows, CancellationToken cancellationToken);

    /// <summary>Writes the rows of a query as files below the table's root, durably.</summary>
    /// <returns>The files; none when there are no rows.</returns>
    /// <exception cref="EngineException">
    /// The engine or the storage refused or failed; what was written is named by no commit.
    /// </exception>
    Task<IReadOnlyList<StagedFile>> StageAsync(string select, StageTarget target, CancellationToken cancellationToken);
}
