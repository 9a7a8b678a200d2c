using Lakehouse.Delta.Schemas;
using Lakehouse.Engine.DuckDb;
using Lakehouse.Engine.Lines;

namespace Lakehouse.Engine;

/// <content>What all engines do.</content>
public sealed partial class DuckDbEngine : IEngine
{
    /// <inheritdoc/>
    public string Name => "duckdb";

    Task IEngine.OpenAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public string TypeName(DataType type) => DuckDbTypes.ToSql(type);

    Task<IReadOnlyList<T>> IEngine.QueryAsync<T>(string sql, Func<IRow, T> map, CancellationToken cancellationToken) =>
        QueryAsync(sql, map, cancellationToken);

    /// <inheritdoc/>
    public Task KeepAsync(string name, string select, CancellationToken cancellationToken) =>
        ExecuteAsync($"create temp table {Sql.Name(name)} as {select}", cancellationToken);

    Task IEngine.KeepSmallAsync(string name, string select, CancellationToken cancellationToken) =>
        KeepAsync(name, select, cancellationToken);

    /// <inheritdoc/>
    public Task RemoveAsync(string name, string column, string values, CancellationToken cancellationToken) =>
        ExecuteAsync($"delete from {Sql.Name(name)} where {Sql.Name(column)} in ({values})", cancellationToken);

    /// <inheritdoc/>
    public Task SetAsync(string name, string key, string column, string values, CancellationToken cancellationToken) =>
        ExecuteAsync($"""
            update {Sql.Name(name)} set {Sql.Name(column)} = v.{Sql.Name(column)}
            from ({values}) as v where v.{Sql.Name(key)} = {Sql.Name(name)}.{Sql.Name(key)}
            """, cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(IReadOnlyList<string> names, CancellationToken cancellationToken) => ExecuteAsync(
        string.Join("; ", names.Select(name => $"drop table if exists {Sql.Name(name)}")), cancellationToken);

    Task<ILandingLines> IEngine.PrepareLinesAsync(IReadOnlyList<LandingFile> files, CancellationToken cancellationToken)
    {
        var (id, results) = PrepareLines(files);
        return Task.FromResult<ILandingLines>(new PreparedLines($"{LandingLinesFunction.Name}({id})", results));
    }

    /// <inheritdoc/>
    public Task<string> RelationAsync(TableRows rows, CancellationToken cancellationToken) =>
        Task.FromResult(Relation(rows.Files, rows.Schema, rows.PartitionColumns, rows.FileColumn));

    private sealed class PreparedLines(string relation, Func<IReadOnlyList<LandingFileResult>> results) : ILandingLines
    {
        public string Relation => relation;

        public IReadOnlyList<LandingFileResult> Results() => results();

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
