using System.Runtime.CompilerServices;
using Lakehouse.Engine;
using Lakehouse.Engine.DuckDb;

namespace Lakehouse.Medallion.Queries;

/// <summary>The rows of a running query.</summary>
public sealed class QueryRows : IAsyncDisposable
{
    private readonly DuckDBCommand _command;
    private readonly DuckDBDataReader _reader;

    internal QueryRows(DuckDBCommand command, DuckDBDataReader reader)
    {
        _command = command;
        _reader = reader;
        Columns = [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetName)];
    }

    /// <summary>Names of the columns, in order.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The rows, once: a .NET value or null for each column; nested values as lists and dictionaries.</summary>
    /// <exception cref="MedallionException"><see cref="ErrorCodes.Query"/>: a value stopped the query.</exception>
    public async IAsyncEnumerable<IReadOnlyList<object?>> ReadAsync(
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (await NextAsync(cancellationToken).ConfigureAwait(false))
        {
            var row = new object?[_reader.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = _reader.IsDBNull(i) ? null : _reader.GetValue(i);
            }
            yield return row;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _reader.DisposeAsync().ConfigureAwait(false);
        _command.Dispose();
    }

    /// <summary>Whether another text of the query, or nothing else, would help.</summary>
    internal static bool IsOfTheQuery(EngineException failure) =>
        failure.Code is Engine.ErrorCodes.QueryInvalid or Engine.ErrorCodes.DataInvalid;

    /// <summary>The failure in the engine's own words, values included: who asks for rows may see them.</summary>
    internal static MedallionException Failure(EngineException failure) => new(
        ErrorCodes.Query,
        $"the query cannot run: {(failure.EngineText is { } text ? $"{text} Correct the SQL." : failure.Message)}", failure);

    private async Task<bool> NextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (EngineException e) when (IsOfTheQuery(e))
        {
            throw Failure(e);
        }
    }
}
